// The core alone, with a socket that sends nowhere: what our own code costs a packet, without the kernel.
import { MediaCore } from '../../src/media/engine/core.ts';
import type { RtpLeg } from '../../src/media/engine/rtp-leg.ts';
import type { CodecName } from '../../src/media/facade.ts';
import { writeRtpHeader } from '../../src/media/rtp/packet.ts';

const LEGS = 100;
const ROUNDS = 4000;

function measure(what: 'echo' | 'bridge' | 'play', a: CodecName, b: CodecName, path?: string): void {
  const legs: Array<() => RtpLeg | undefined> = [];
  let sent = 0;
  const core = new MediaCore({
    openSocket(_address, _port, leg) {
      legs.push(leg);
      return {
        setDestination: () => true,
        send: () => void sent++,
        sendControl() {},
        adoptSource() {},
        source: () => undefined,
        destination: () => undefined,
        close() {},
      };
    },
    reserve() {},
    random: () => 0,
    emit() {},
  });
  for (let id = 1; id <= LEGS; id++) {
    core.apply({ op: 'open', leg: id, address: '', port: 0, bound: true, timeoutMs: 0 });
    core.apply({
      op: 'remote',
      leg: id,
      remote: {
        address: '',
        port: 1,
        codecs: [{ name: id % 2 ? a : b, payloadType: id % 2 ? 1 : 2 }],
        digits: 'info',
        direction: 'sendrecv',
        symmetric: false,
      },
    });
    if (what === 'echo') core.apply({ op: 'echo', leg: id, on: true });
    if (what === 'bridge' && id % 2 === 0)
      core.apply({ op: 'bridge', bridge: 1000 + id, a: id - 1, b: id, passDigits: true });
    if (what === 'play')
      core.apply({
        op: 'play',
        leg: id,
        play: 2000 + id,
        items: path
          ? Array.from({ length: 99 }, () => ({ kind: 'file', path }))
          : [{ kind: 'silence', durationMs: 1e12 }],
      });
  }
  const packet = new Uint8Array(2048);
  const bytes = { ulaw: 160, alaw: 160, slin: 320, gsm: 33, g722: 160 };
  const round = (n: number): void => {
    core.nowMs = n * 20;
    core.tick();
    if (what === 'play') return;
    for (let i = 0; i < LEGS; i++) {
      const odd = i % 2 === 0;
      writeRtpHeader(packet, false, odd ? 1 : 2, n & 0xffff, n * 160, i);
      packet[12 + (n % 33)] = n;
      legs[i]?.()?.receive(packet, 12 + bytes[odd ? a : b], 'known');
    }
  };
  let n = 0;
  while (n < 500) round(n++);
  sent = 0;
  const started = performance.now();
  while (n < 500 + ROUNDS) round(n++);
  const micros = (performance.now() - started) * 1000;
  process.stdout.write(`${what} ${a} ${b}: ${(micros / sent).toFixed(3)} us a packet out\n`);
}

measure('echo', 'ulaw', 'ulaw');
measure('bridge', 'ulaw', 'ulaw');
measure('bridge', 'ulaw', 'alaw');
measure('play', 'ulaw', 'ulaw');
measure('play', 'alaw', 'slin');
for (const path of process.argv.slice(2)) {
  process.stdout.write(`${path}: `);
  measure('play', 'ulaw', 'ulaw', path);
}
