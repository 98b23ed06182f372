import { EngineClient } from '../../src/media/client/engine-client.ts';
import type { MediaEngine } from '../../src/media/facade.ts';

/** The calling side of a media engine whose other side does nothing at all. */
export function silentEngine(): MediaEngine {
  let port = 10_000;
  const client: EngineClient = new EngineClient({
    kind: 'virtual',
    onFault: (message) => process.stderr.write(`${message}\n`),
    link: {
      send(commands) {
        for (const { op } of commands) if (op === 'shut-down') client.receive([{ type: 'shut-down' }]);
      },
      end: () => Promise.resolve(),
    },
    ports: {
      take() {
        port = port >= 60_000 ? 10_000 : port + 2;
        return { port, bound: true };
      },
      release() {},
      reserved() {},
    },
  });
  return client;
}
