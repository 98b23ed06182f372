import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { minutes } from '../base/duration.ts';
import { systemNetwork } from '../net/node-network.ts';
import { firstCallFolder, shortPath } from './place.ts';

/** The two phones of the example. */
export const firstPhones: readonly [string, string] = ['0000FFFF0001', '0000FFFF0002'];

/** How long after the start the reminder falls due. */
const REMINDER_MS = minutes(2);

/** SIP ports that are tried: the usual one first. */
const PORTS = [5060, 5070, 5080, 5090, 15060];

/** What was generated for the first call. */
export interface FirstCall {
  /** Where the phones find it, on 127.0.0.1. */
  readonly port: number;
  /** Secrets by phone. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly calendarFile: string;
  readonly reminderMs: number;
}

/** Writes what the example needs and nobody else shall have into the state folder: secrets, once, and a calendar, at each start. */
export async function prepareFirstCall(state: string, nowMs: number): Promise<FirstCall> {
  const etc = join(state, 'etc');
  mkdirSync(etc, { recursive: true });
  const secrets = keepSecrets(join(etc, 'sip-secrets.conf'));
  const calendarFile = join(state, 'first-call.ics');
  const reminderMs = nowMs + REMINDER_MS;
  writeFileSync(calendarFile, calendar(nowMs, reminderMs));
  writeFileSync(
    join(etc, 'calendar-first-call.conf'),
    `; Written at every start.\n[first-call](reminder)\nurl = ${pathToFileURL(calendarFile).href}\n`,
  );
  const port = await freePort();
  moveTo(port, join(etc, 'sip.conf'));
  return { port, secrets, calendarFile, reminderMs };
}

/** The first port that nobody else has, by UDP and by TCP; the usual one where all are taken, so that the start says what is wrong. */
async function freePort(): Promise<number> {
  for (const port of PORTS) {
    const local = { host: '127.0.0.1', port };
    const udp = await systemNetwork.bindUdp(local, { onDatagram() {} });
    const tcp = await systemNetwork.listenTcp(local, () => ({ onData() {}, onClose() {} }));
    if (udp.ok) await udp.value.close();
    if (tcp.ok) await tcp.value.close();
    if (udp.ok && tcp.ok) return port;
  }
  return PORTS[0] ?? 5060;
}

/** Where the usual port is taken, a copy of the example's sip.conf with another one stands before it. */
function moveTo(port: number, path: string): void {
  rmSync(path, { force: true });
  if (port === PORTS[0]) return;
  const text = readFileSync(join(firstCallFolder, 'sip.conf'), 'utf8');
  writeFileSync(
    path,
    `; Written at this start, since port ${PORTS[0]} is taken.\n${text.replaceAll(`:${PORTS[0]}`, `:${port}`)}`,
  );
}

function keepSecrets(path: string): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  if (existsSync(path)) {
    const text = readFileSync(path, 'utf8');
    for (const phone of firstPhones) {
      const secret = new RegExp(`^\\[${phone}\\]\\(\\+\\)\\nsecret = (\\S+)`, 'm').exec(text)?.[1];
      if (secret !== undefined) secrets.set(phone, secret);
    }
    if (secrets.size === firstPhones.length) return secrets;
  }
  for (const phone of firstPhones) secrets.set(phone, randomBytes(9).toString('base64url'));
  const sections = [...secrets].map(([phone, secret]) => `[${phone}](+)\nsecret = ${secret}\n`);
  writeFileSync(path, `; Made up at the first start. Remove the file for new ones.\n${sections.join('\n')}`, {
    mode: 0o600,
  });
  return secrets;
}

/** One event that begins a minute after its reminder. */
function calendar(nowMs: number, reminderMs: number): string {
  const stamp = (timeMs: number): string => new Date(timeMs).toISOString().replace(/[-:]|\.\d+/g, '');
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Asterism//First call//EN',
    'BEGIN:VEVENT',
    `UID:first-call-${nowMs}`,
    `DTSTAMP:${stamp(nowMs)}`,
    `DTSTART:${stamp(reminderMs + minutes(1))}`,
    `DTEND:${stamp(reminderMs + minutes(31))}`,
    'SUMMARY:Your first reminder',
    'LOCATION:0000FFFF0002',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'DESCRIPTION:Your first reminder',
    `TRIGGER;VALUE=DATE-TIME:${stamp(reminderMs)}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

/** What a newcomer is told once the instance is up. */
export function describeFirstCall(call: FirstCall, state: string, spool: string): string {
  const [first, second] = firstPhones;
  const at = new Date(call.reminderMs).toTimeString().slice(0, 8);
  const spare = shortPath(join(spool, 'tmp', 'hello.call'));
  return `
Asterism runs the example examples/first-call, on this machine only.

Phones      ${first} and ${second}, SIP on 127.0.0.1:${call.port}; dial 100 for a prompt, 600 for an echo, 1 or 2 for each other.
            A small phone of our own is ${first}, until you register yours. It answers, and writes what it hears to ${shortPath(join(state, 'phone'))}.
            Yours, with baresip:
              baresip -e '/uanew sip:${first}@127.0.0.1${call.port === PORTS[0] ? '' : `:${call.port}`};auth_pass=${call.secrets.get(first) ?? ''}'
            Another one of ours: bin/asterism phone ${second}      (Enter answers, d 100 Enter dials 100, q ends)
            The secret of ${second} is in ${shortPath(join(state, 'etc', 'sip-secrets.conf'))}.
Calendar    ${shortPath(call.calendarFile)}: its next reminder is at ${at}, two minutes from now, and rings ${first}.
Call file   Drop one into ${shortPath(join(spool, 'outgoing'))}, and the phone rings at once:
              printf 'Channel: SIP/${first}\\nApplication: Playback\\nData: hello-world\\n' > ${spare} && mv ${spare} ${shortPath(join(spool, 'outgoing'))}
Console     bin/asterism -r      (in another terminal; 'help' lists the commands, Ctrl-C here stops everything)

`;
}
