import { createSocket } from 'node:dgram';
import { SIP_PORT } from './target.ts';

const EVERY_MS = 5;
const LAST_MS = 200;

/** Asks by OPTIONS every few milliseconds while `work` goes on. @returns how long each answer took, in milliseconds. */
export async function optionsAnswerTimes(work: () => Promise<unknown>): Promise<readonly number[]> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  const sent = new Map<string, number>();
  const times: number[] = [];
  socket.on('message', (bytes) => {
    const id = /^Call-ID: *(\S+)/im.exec(bytes.toString('latin1'))?.[1] ?? '';
    const at = sent.get(id);
    if (at !== undefined) times.push(performance.now() - at);
    sent.delete(id);
  });
  const timer = setInterval(() => {
    const id = `options-${port}-${times.length + sent.size}`;
    sent.set(id, performance.now());
    socket.send(request(id, port), SIP_PORT, '127.0.0.1');
  }, EVERY_MS);
  try {
    await work();
    await new Promise((resolve) => setTimeout(resolve, LAST_MS));
  } finally {
    clearInterval(timer);
    socket.close();
  }
  return [...times, ...[...sent.values()].map((at) => performance.now() - at).filter((ms) => ms > LAST_MS)];
}

function request(id: string, port: number): string {
  return [
    `OPTIONS sip:bench@127.0.0.1:${SIP_PORT} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK-${id}`,
    'Max-Forwards: 70',
    `From: <sip:caller@127.0.0.1:${port}>;tag=${id}`,
    `To: <sip:bench@127.0.0.1:${SIP_PORT}>`,
    `Call-ID: ${id}`,
    'CSeq: 1 OPTIONS',
    `Contact: <sip:caller@127.0.0.1:${port}>`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
