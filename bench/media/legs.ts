// CPU a packet of the media engine: node bench/media/legs.ts echo|bridge|play [legs=100] [seconds=5] [epoll|dgram] [prompt file]
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { RtpLeg } from '../../src/media/facade.ts';
import { openMediaEngine } from '../../src/media/worker/open-engine.ts';

const [what = 'echo', count = '100', seconds = '5', force = 'epoll', prompt] = process.argv.slice(2);
const engine = await openMediaEngine({
  rtpStart: 30_000,
  rtpEnd: 30_999,
  addresses: ['127.0.0.1'],
  force: force === 'dgram' ? 'dgram' : 'epoll',
  onFault: (message) => process.stderr.write(`${message}\n`),
});
const legs: RtpLeg[] = [];
for (let i = 0; i < Number(count); i++) {
  const leg = engine.openRtpLeg({ address: '127.0.0.1' });
  if (!leg) throw new Error('no port');
  legs.push(leg);
}
const load = spawn(process.execPath, [new URL('./load.ts', import.meta.url).pathname], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const lines = createInterface({ input: load.stdout })[Symbol.asyncIterator]();
const ask = async (order: object): Promise<Record<string, unknown>> => {
  load.stdin.write(`${JSON.stringify(order)}\n`);
  const line = await lines.next();
  return JSON.parse(line.value ?? '{}');
};
const { ports } = await ask({ ports: legs.map((leg) => leg.localPort), silent: what === 'play' });
if (!Array.isArray(ports)) throw new Error('no load');
legs.forEach((leg, i) => {
  leg.setRemote({
    address: '127.0.0.1',
    port: ports[i],
    codecs: [{ name: 'ulaw', payloadType: 0 }],
    digits: 'info',
    direction: 'sendrecv',
    symmetric: true,
  });
  if (what === 'echo') leg.echo(true);
  const peer = legs[i - 1];
  if (what === 'bridge' && i % 2 === 1 && peer) engine.bridge(peer, leg);
  if (what !== 'play') return;
  const item = { kind: 'file', path: prompt ?? '' } as const;
  const again = (): void =>
    void leg.play([item, item, item, item]).done.then((end) => end.reason === 'finished' && again());
  if (prompt) again();
  else leg.play([{ kind: 'silence', durationMs: 1e9 }]);
});
await new Promise((resolve) => setTimeout(resolve, 1500));
const before = await ask({});
const cpu = process.cpuUsage();
const started = performance.now();
await new Promise((resolve) => setTimeout(resolve, Number(seconds) * 1000));
const used = process.cpuUsage(cpu);
const elapsedMs = performance.now() - started;
const after = await ask({});
const packets = Number(after['received']) - Number(before['received']);
const micros = used.user + used.system;
process.stdout.write(
  `${what} ${engine.kind} ${count} legs: ${packets} packets out, ${(micros / packets).toFixed(2)} us CPU a packet (user ${(used.user / packets).toFixed(2)}, system ${(used.system / packets).toFixed(2)}), ` +
    `${((micros / elapsedMs / 1000) * 100).toFixed(1)} % of a core, lost ${after['lost']}, worst jitter ${Number(after['jitterMs']).toFixed(2)} ms\n`,
);
load.stdin.end();
for (const leg of legs) leg.close();
await engine.close();
