// The far ends of a media bench, in a process of their own: each plays to the port it is told, at 50 packets a second.
// One line of JSON in ({ ports: number[] }), one out ({ ports: number[] }), then statistics on a second line in.
import { createInterface } from 'node:readline';
import type { RtpLeg } from '../../src/media/facade.ts';
import { openMediaEngine } from '../../src/media/worker/open-engine.ts';

const legs: RtpLeg[] = [];

function aim(leg: RtpLeg, port: number): void {
  leg.setRemote({
    address: '127.0.0.1',
    port,
    codecs: [{ name: 'ulaw', payloadType: 0 }],
    digits: 'info',
    direction: 'sendrecv',
    symmetric: false,
  });
}

const engine = await openMediaEngine({
  rtpStart: 31_000,
  rtpEnd: 31_999,
  addresses: ['127.0.0.1'],
  onFault: (message) => process.stderr.write(`${message}\n`),
});
for await (const line of createInterface({ input: process.stdin })) {
  const order: { ports?: number[]; silent?: boolean; retarget?: number[]; play?: boolean } = JSON.parse(line);
  if (order.ports) {
    for (const port of order.ports) {
      const leg = engine.openRtpLeg({ address: '127.0.0.1' });
      if (!leg) throw new Error('no port');
      legs.push(leg);
      aim(leg, port);
      if (!order.silent) leg.play([{ kind: 'silence', durationMs: 1e9 }]);
    }
    process.stdout.write(`${JSON.stringify({ ports: legs.map((leg) => leg.localPort) })}\n`);
  } else if (order.retarget) {
    order.retarget.forEach((port, i) => {
      const leg = legs[i];
      if (!leg) return;
      aim(leg, port);
      if (order.play) leg.play([{ kind: 'silence', durationMs: 1e9 }]);
    });
    process.stdout.write('{}\n');
  } else {
    const all = await Promise.all(legs.map((leg) => leg.statistics()));
    const sum = (pick: (each: (typeof all)[number]) => number): number => all.reduce((n, each) => n + pick(each), 0);
    const report = {
      sent: sum((each) => each.packetsSent),
      received: sum((each) => each.packetsReceived),
      lost: sum((each) => each.packetsLost),
      jitterMs: Math.max(...all.map((each) => each.jitterMs)),
    };
    process.stdout.write(`${JSON.stringify(report)}\n`);
  }
}
await engine.close();
