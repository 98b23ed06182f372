import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** True where sipp is installed. */
export const haveSipp = spawnSync('sipp', ['-v']).error === undefined;

const SDP = `v=0
o=sipp 53655765 2353687637 IN IP4 127.0.0.1
s=-
c=IN IP4 127.0.0.1
t=0 0
m=audio [media_port] RTP/AVP 0 101
a=rtpmap:0 PCMU/8000
a=rtpmap:101 telephone-event/8000`;

/** What a caller of sipp does. */
export interface CallerScript {
  readonly exten: string;
  /** Credentials, for a challenge; without them a challenge ends the call. */
  readonly user?: string;
  readonly password?: string;
  /** CANCEL after so long without an answer. */
  readonly cancelAfterMs?: number;
  /** BYE after so long; without it the far end has to hang up. */
  readonly hangUpAfterMs?: number;
}

/** How a callee of sipp behaves. */
export type CalleeBehaviour =
  | { readonly kind: 'refuse'; readonly status: number; readonly reason: string }
  | { readonly kind: 'ring' }
  | { readonly kind: 'answer'; readonly hangUpAfterMs?: number };

const TO_PBX = 'sip:[service]@[remote_ip]:[remote_port]';

function message(start: string, lines: readonly string[], body = ''): string {
  const rest =
    body === '' ? ['Content-Length: 0', ''] : ['Content-Type: application/sdp', 'Content-Length: [len]', '', body];
  return `<![CDATA[\n\n${[start, ...lines, ...rest].join('\n')}\n]]>`;
}

function fromCaller(
  method: string,
  cseq: number,
  user: string,
  target = TO_PBX,
  more: readonly string[] = [],
  body = '',
): string {
  // CANCEL, and ACK of a refusal, belong to the transaction of their INVITE (RFC 3261 §9.1, §17.1.1.3)
  const ofInvite = target === TO_PBX && method !== 'BYE';
  return message(
    `${method} ${target} SIP/2.0`,
    [
      `Via: SIP/2.0/UDP [local_ip]:[local_port];branch=${ofInvite ? `z9hG4bK-[pid]-[call_number]-${cseq}` : '[branch]'}`,
      `From: <sip:${user}@[local_ip]:[local_port]>;tag=[pid]-[call_number]`,
      `To: <${TO_PBX}>${method === 'INVITE' || method === 'CANCEL' ? '' : '[peer_tag_param]'}`,
      'Call-ID: [call_id]',
      `CSeq: ${cseq} ${method}`,
      `Contact: <sip:${user}@[local_ip]:[local_port]>`,
      'Max-Forwards: 70',
      ...more,
    ],
    body,
  );
}

function callerScenario(script: CallerScript): string {
  const user = script.user ?? 'sipp';
  const finals = [400, 401, 403, 404, 407, 408, 480, 484, 486, 487, 488, 500, 503, 600, 603];
  const refusals = (cseq: number): string => {
    void cseq;
    return finals.map((status) => `<recv response="${status}" optional="true" next="refused"/>`).join('\n');
  };
  const authorised =
    script.password === undefined
      ? ''
      : `<recv response="401" auth="true"/>
<send>${fromCaller('ACK', 1, user)}</send>
<send retrans="500">${fromCaller('INVITE', 2, user, TO_PBX, [`[authentication username=${user} password=${script.password}]`], SDP)}</send>`;
  const cseq = script.password === undefined ? 1 : 2;
  const cancel =
    script.cancelAfterMs === undefined
      ? `${refusals(cseq)}\n<recv response="200" rrs="true"/>`
      : `<recv response="180"/>
<pause milliseconds="${script.cancelAfterMs}"/>
<send retrans="500">${fromCaller('CANCEL', cseq, user)}</send>
<recv response="200"/>
<recv response="487" next="refused"/>`;
  const ending =
    script.cancelAfterMs !== undefined
      ? ''
      : script.hangUpAfterMs === undefined
        ? `<send>${fromCaller('ACK', cseq, user, '[next_url]')}</send>
<recv request="BYE"/>
<send next="done">${message('SIP/2.0 200 OK', ['[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]'])}</send>`
        : `<send>${fromCaller('ACK', cseq, user, '[next_url]')}</send>
<pause milliseconds="${script.hangUpAfterMs}"/>
<send retrans="500">${fromCaller('BYE', cseq + 1, user, '[next_url]')}</send>
<recv response="200" next="done"/>`;
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="caller">
<send retrans="500">${fromCaller('INVITE', 1, user, TO_PBX, [], SDP)}</send>
${authorised}
<recv response="100" optional="true"/>
${script.cancelAfterMs === undefined ? '<recv response="180" optional="true"/>\n<recv response="183" optional="true"/>' : ''}
${cancel}
${ending}
<label id="refused"/>
<send>${fromCaller('ACK', cseq, user)}</send>
<label id="done"/>
<pause milliseconds="10"/>
</scenario>
`;
}

function reply(start: string, more: readonly string[] = [], body = ''): string {
  return message(
    start,
    [
      '[last_Via:]',
      '[last_From:]',
      '[last_To:];tag=[pid]-[call_number]',
      '[last_Call-ID:]',
      '[last_CSeq:]',
      'Contact: <sip:[local_ip]:[local_port]>',
      ...more,
    ],
    body,
  );
}

function calleeScenario(behaviour: CalleeBehaviour): string {
  const keepsCaller = behaviour.kind === 'answer' && behaviour.hangUpAfterMs !== undefined; // sipp refuses a variable that nothing uses
  const start = `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="callee">
<recv request="INVITE" rrs="true">${keepsCaller ? '<action><ereg regexp=".*" search_in="hdr" header="From:" assign_to="caller"/></action>' : ''}</recv>`;
  const cancelled = `<recv request="CANCEL"/>
<send>${message('SIP/2.0 200 OK', ['[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]'])}</send>`;
  switch (behaviour.kind) {
    case 'refuse':
      return `${start}
<send>${reply(`SIP/2.0 ${behaviour.status} ${behaviour.reason}`)}</send>
<recv request="ACK"/>
</scenario>
`;
    case 'ring':
      return `${start}
<send>${reply('SIP/2.0 180 Ringing')}</send>
${cancelled}
</scenario>
`;
    case 'answer':
      return `${start}
<send>${reply('SIP/2.0 180 Ringing')}</send>
<pause milliseconds="200"/>
<send retrans="500">${reply('SIP/2.0 200 OK', [], SDP)}</send>
<recv request="ACK"/>
${
  behaviour.hangUpAfterMs === undefined
    ? `<recv request="BYE"/>
<send>${message('SIP/2.0 200 OK', ['[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]'])}</send>`
    : `<pause milliseconds="${behaviour.hangUpAfterMs}"/>
<send retrans="500">${message('BYE [next_url] SIP/2.0', [
        'Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]',
        'From: <sip:callee@[local_ip]:[local_port]>;tag=[pid]-[call_number]',
        'To: [$caller]',
        'Call-ID: [call_id]',
        'CSeq: 1 BYE',
        'Max-Forwards: 70',
      ])}</send>
<recv response="200"/>`
}
</scenario>
`;
  }
}

/** What a caller saw: the final status of its INVITE. */
export interface CallerReport {
  readonly finalStatus: number;
  readonly statuses: readonly number[];
}

/** Places one call and waits for its end. */
export async function callWithSipp(pbxPort: number, ownPort: number, script: CallerScript): Promise<CallerReport> {
  const folder = mkdtempSync(join(tmpdir(), 'sipp-caller-'));
  writeFileSync(join(folder, 'caller.xml'), callerScenario(script));
  const trace = join(folder, 'messages.log');
  const child = start(folder, [
    `127.0.0.1:${pbxPort}`,
    '-sf',
    'caller.xml',
    '-s',
    script.exten,
    '-m',
    '1',
    '-p',
    String(ownPort),
    '-trace_msg',
    '-message_file',
    trace,
    '-timeout',
    '25',
    '-recv_timeout',
    '20000',
  ]);
  await ended(child);
  const text = existsSync(trace) ? readFileSync(trace, 'latin1') : '';
  rmSync(folder, { recursive: true, force: true });
  const statuses = [...text.matchAll(/^SIP\/2\.0 (\d{3})[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*?CSeq: \d+ INVITE/gim)].map(
    (match) => Number(match[1]),
  );
  return { finalStatus: statuses.filter((status) => status >= 200).at(-1) ?? 0, statuses };
}

/** A callee that treats every call alike until it is stopped. */
export async function calleeWithSipp(port: number, behaviour: CalleeBehaviour): Promise<{ stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'sipp-callee-'));
  writeFileSync(join(folder, 'callee.xml'), calleeScenario(behaviour));
  const child = start(folder, ['-sf', 'callee.xml', '-p', String(port)]);
  await bound(port);
  return {
    async stop() {
      child.kill('SIGKILL');
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(folder: string, args: readonly string[]): ChildProcess {
  return spawn('sipp', ['-ci', '127.0.0.1', '-i', '127.0.0.1', '-mi', '127.0.0.1', '-nostdin', ...args], {
    cwd: folder,
    stdio: 'ignore',
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** Resolves when a UDP port of loopback is bound, as the kernel lists it. */
async function bound(port: number): Promise<void> {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  for (let attempt = 0; attempt < 200; attempt++) {
    if (readFileSync('/proc/net/udp', 'latin1').includes(hex)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`nothing bound port ${port}`);
}
