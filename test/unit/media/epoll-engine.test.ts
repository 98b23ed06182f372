import { openMediaEngine } from '../../../src/media/worker/open-engine.ts';
import { describeEngine } from './engine-contract.ts';

describeEngine('the epoll engine', async () => {
  const faults: string[] = [];
  const open = (rtpStart: number) =>
    openMediaEngine({
      rtpStart,
      rtpEnd: rtpStart + 499,
      addresses: ['127.0.0.1'],
      force: 'epoll',
      onFault: (message) => faults.push(message),
    });
  const engine = await open(21_000);
  const phones = await open(21_500);
  return {
    engine,
    phones,
    until: (promise) => promise,
    async close() {
      await engine.close();
      await phones.close();
      if (faults.length > 0) throw new Error(faults.join('\n'));
    },
  };
});
