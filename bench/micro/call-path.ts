// What the main thread does for a SIP call, without the kernel, without audio and without another process: for finding out what a
// change costs. `node bench/micro/call-path.ts [answer|dial] [CALLS]` prints CPU microseconds a call, five times; `--cpu-prof` shows where.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { LogHub } from '../../src/base/log.ts';
import { diskSource } from '../../src/config/disk-source.ts';
import { contributions, modules } from '../../src/manifest.ts';
import type { LegListener, MediaEngine, MediaLeg, RtpLeg } from '../../src/media/facade.ts';
import type { Network, UdpHandler } from '../../src/net/network.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import { directoriesUnder, makeDirectories } from '../../src/pbx/paths.ts';
import { openPbx } from '../../src/pbx/pbx.ts';
import { systemProcesses } from '../../src/pbx/services/processes.ts';
import { BASE_FILES, dialplan } from '../row.ts';
import { CALLEE_PORT, SIP_PORT } from '../target.ts';

const [kind = 'answer', calls = '3000'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'asterism-micro-'));
const directories = directoriesUnder(join(folder, 'state'), join(folder, 'etc'));
mkdirSync(directories.etc, { recursive: true });
makeDirectories(directories);
const files = {
  ...BASE_FILES,
  ...dialplan(['exten => answer,1,Answer()', 'same => n,Wait(60)', 'exten => dial,1,Dial(SIP/callee,30)']),
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(directories.etc, name), text);

/** The ends of the wire: what the PBX sends goes to `sent`, what it is to receive to the handler of its port. */
const handlers = new Map<number, UdpHandler>();
let sent: (text: string, port: number) => void = () => {};
const network: Network = {
  ...systemNetwork,
  bindUdp(local, handler) {
    handlers.set(local.port, handler);
    return Promise.resolve({
      ok: true,
      value: { local, send: (data, _host, port) => sent(data.toString(), port), close() {} },
    });
  },
};

/** Legs that carry nothing, and have heard something at once. */
let lastLeg = 0;
function silentLeg(): RtpLeg {
  let listener: LegListener = {};
  const leg = {
    id: ++lastLeg,
    localPort: 32_000 + ((2 * lastLeg) % 20_000),
    get listener() {
      return listener;
    },
    set listener(value: LegListener) {
      listener = value;
    },
    setRemote: () => queueMicrotask(() => listener.onFirstPacket?.()),
    statistics: () => Promise.resolve(NO_STATISTICS),
    close() {},
  };
  return new Proxy(leg, {
    get: (target, name, self) => (name in target ? Reflect.get(target, name, self) : () => undefined),
  }) as unknown as RtpLeg;
}
const NO_STATISTICS = {
  packetsReceived: 0,
  packetsSent: 0,
  packetsLost: 0,
  jitterMs: 0,
  remoteLost: 0,
  remoteJitterMs: 0,
  roundTripMs: 0,
};
const media = {
  kind: 'virtual',
  openRtpLeg: silentLeg,
  openPipe: (): [MediaLeg, MediaLeg] => [silentLeg(), silentLeg()],
  bridge: () => ({ close() {} }),
  close: () => Promise.resolve(),
} as unknown as MediaEngine;

const pbx = await openPbx({
  manifest: { modules, contributions },
  clock: systemClock,
  logHub: new LogHub(() => systemClock.now()),
  config: diskSource(directories.etc),
  media,
  network,
  processes: systemProcesses,
  system: {
    directories,
    version: 'micro',
    systemName: '',
    entityId: '02:00:00:00:00:01',
    startedMs: systemClock.now(),
    reloadedMs: systemClock.now(),
    processId: process.pid,
    liveDangerously: false,
    legacySyntax: false,
    fullyBooted: true,
    waitFullyBooted: () => Promise.resolve(),
    stop() {},
    refusal: undefined,
    abortStop: () => false,
  },
  policy: { autoload: true, load: new Set(), noload: new Set() },
});

const CALLER_PORT = 25_080;
const SDP =
  'v=0\r\no=u 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 26000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=ptime:20\r\n';
const handler = handlers.get(SIP_PORT);
if (!handler) throw new Error('chan_sip does not listen');

function receive(text: string, port: number): void {
  handler?.onDatagram(Buffer.from(text, 'latin1'), { host: '127.0.0.1', port });
}

function request(method: string, n: number, cseq: number, to: string, target: string, body = ''): string {
  return `${method} ${target} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:${CALLER_PORT};branch=z9hG4bK-${n}-${cseq}-${method}\r\nFrom: sipp <sip:sipp@127.0.0.1:${CALLER_PORT}>;tag=${n}\r\nTo: ${to}\r\nCall-ID: ${n}-micro@127.0.0.1\r\nCSeq: ${cseq} ${method}\r\nContact: sip:sipp@127.0.0.1:${CALLER_PORT}\r\nMax-Forwards: 70\r\n${body === '' ? '' : 'Content-Type: application/sdp\r\n'}Content-Length: ${body.length}\r\n\r\n${body}`;
}

const header = (text: string, name: string): string => new RegExp(`^${name}: (.*)\r$`, 'm').exec(text)?.[1] ?? '';

/** The callee of `dial`: rings, answers, and says yes to everything. */
function callee(text: string): void {
  const method = text.slice(0, text.indexOf(' '));
  if (method === 'ACK' || method === 'SIP/2.0') return;
  const reply = (status: string, body = ''): void =>
    receive(
      `SIP/2.0 ${status}\r\nVia: ${header(text, 'Via')}\r\nFrom: ${header(text, 'From')}\r\nTo: ${header(text, 'To').replace(/;tag=.*/, '')};tag=callee\r\nCall-ID: ${header(text, 'Call-ID')}\r\nCSeq: ${header(text, 'CSeq')}\r\nContact: <sip:callee@127.0.0.1:${CALLEE_PORT}>\r\n${body === '' ? '' : 'Content-Type: application/sdp\r\n'}Content-Length: ${body.length}\r\n\r\n${body}`,
      CALLEE_PORT,
    );
  if (method === 'INVITE') {
    reply('180 Ringing');
    reply('200 OK', SDP);
  } else reply('200 OK');
}

let serial = 0;
/** One call from INVITE to the answer to BYE. */
async function call(): Promise<void> {
  const n = ++serial;
  const target = `sip:${kind}@127.0.0.1:${SIP_PORT}`;
  const answered = Promise.withResolvers<string>();
  const over = Promise.withResolvers<void>();
  waiting.set(n, (text) => {
    if (!text.startsWith('SIP/2.0 2')) return;
    if (header(text, 'CSeq').endsWith('INVITE')) answered.resolve(header(text, 'To'));
    else over.resolve();
  });
  receive(request('INVITE', n, 1, `<${target}>`, target, SDP), CALLER_PORT);
  const to = await answered.promise;
  receive(request('ACK', n, 1, to, target), CALLER_PORT);
  await new Promise((resolve) => setImmediate(resolve));
  receive(request('BYE', n, 2, to, target), CALLER_PORT);
  await over.promise;
  waiting.delete(n);
}
const waiting = new Map<number, (text: string) => void>();
sent = (text, port) => {
  if (port === CALLEE_PORT) queueMicrotask(() => callee(text));
  else waiting.get(Number.parseInt(header(text, 'Call-ID'), 10))?.(text);
};

for (let round = 0; round < 6; round++) {
  const before = process.cpuUsage();
  for (let n = 0; n < Number(calls); n += 10) await Promise.all(Array.from({ length: 10 }, call));
  const { user, system } = process.cpuUsage(before);
  const each = (user + system) / Number(calls);
  process.stdout.write(`${round === 0 ? 'warm-up' : `round ${round}`}: ${each.toFixed(1)} µs a call\n`);
}
await pbx.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
