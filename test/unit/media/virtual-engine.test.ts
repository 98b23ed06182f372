import { VirtualClock } from '../../../src/base/clock.ts';
import { PacketNetwork } from '../../../src/media/virtual/packet-network.ts';
import { createVirtualEngine } from '../../../src/media/virtual/virtual-engine.ts';
import { describeEngine } from './engine-contract.ts';

describeEngine('the virtual engine', async () => {
  const clock = new VirtualClock();
  const network = new PacketNetwork(clock);
  const engine = createVirtualEngine({ clock, network });
  const phones = createVirtualEngine({ clock, network });
  return {
    engine,
    phones,
    async until(promise) {
      let settled = false;
      void promise.finally(() => {
        settled = true;
      });
      await clock.advanceUntil(() => settled, 60_000);
      return promise;
    },
    async close() {
      await engine.close();
      await phones.close();
    },
  };
});
