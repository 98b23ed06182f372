import { openMediaEngine } from '../../../src/media/worker/open-engine.ts';
import { describeEngine } from './engine-contract.ts';

describeEngine('the dgram engine', async () => {
  const faults: string[] = [];
  const open = (rtpStart: number) =>
    openMediaEngine({
      rtpStart,
      rtpEnd: rtpStart + 499,
      addresses: ['127.0.0.1'],
      force: 'dgram',
      onFault: (message) => faults.push(message),
    });
  const engine = await open(22_000);
  const phones = await open(22_500);
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
