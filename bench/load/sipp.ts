import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CALLEE_PORT, SIP_PORT } from '../target.ts';

const LOAD_CORE = '1';
const folder = mkdtempSync(join(tmpdir(), 'asterism-sipp-'));

/** What a sipp run came to. */
export interface SippResult {
  readonly succeeded: number;
  readonly failed: number;
}

const SDP = `v=0
o=user1 53655765 2353687637 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0
a=rtpmap:0 PCMU/8000
a=ptime:20`;

function request(method: string, cseq: string, target: string, extra: string, body = ''): string {
  return `<![CDATA[

${method} ${target} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: sipp <sip:sipp@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>${extra}
Call-ID: [call_id]
CSeq: ${cseq} ${method}
Contact: sip:sipp@[local_ip]:[local_port]
Max-Forwards: 70
${body === '' ? 'Content-Length: 0\n' : `Content-Type: application/sdp\nContent-Length: [len]\n\n${body}`}
]]>`;
}

/** A caller: INVITE, 200, ACK, hold for a while (with sound if there is a file), BYE. */
function callerScenario(holdMs: number, soundFile: string | undefined): string {
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="caller">
<send retrans="500">${request('INVITE', '1', 'sip:[service]@[remote_ip]:[remote_port]', '', SDP)}</send>
<recv response="100" optional="true"/>
<recv response="180" optional="true"/>
<recv response="183" optional="true"/>
<recv response="200" rtd="true" rrs="true"/>
<send>${request('ACK', '1', '[next_url]', '[peer_tag_param]')}</send>
${soundFile ? `<nop><action><exec rtp_stream="${soundFile},-1,0"/></action></nop>` : ''}
${holdMs > 0 ? `<pause milliseconds="${holdMs}"/>` : ''}
<send retrans="500">${request('BYE', '2', '[next_url]', '[peer_tag_param]')}</send>
<recv response="200" crlf="true"/>
</scenario>
`;
}

/** A callee: 180, 200, waits for BYE. */
const CALLEE = `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="callee">
<recv request="INVITE" crlf="true" rrs="true"/>
<send><![CDATA[

SIP/2.0 180 Ringing
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
Content-Length: 0

]]></send>
<send retrans="500"><![CDATA[

SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
Content-Type: application/sdp
Content-Length: [len]

${SDP}
]]></send>
<recv request="ACK" optional="true" rtd="true" crlf="true"/>
<recv request="BYE"/>
<send><![CDATA[

SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
</scenario>
`;

/** How to call. */
export interface CallLoad {
  readonly exten: string;
  /** The PBX's; chan_sip's if left out. */
  readonly port?: number;
  readonly rate: number;
  readonly calls: number;
  /** How long each call is held. */
  readonly holdMs: number;
  /** Raw µ-law to send for the time of the call. */
  readonly soundFile?: string;
  readonly limit?: number;
}

/** Places calls; resolves when all are over. */
export async function placeCalls(load: CallLoad): Promise<SippResult> {
  const scenario = join(folder, `caller-${load.holdMs}-${load.soundFile ? 's' : 'q'}.xml`);
  writeFileSync(scenario, callerScenario(load.holdMs, load.soundFile));
  const child = run([
    `127.0.0.1:${load.port ?? SIP_PORT}`,
    '-sf',
    scenario,
    '-s',
    load.exten,
    '-r',
    String(load.rate),
    '-m',
    String(load.calls),
    '-l',
    String(load.limit ?? Math.max(3000, load.calls)),
    '-p',
    '25080',
    '-mp',
    '26000',
    '-timeout',
    '60',
    '-timeout_error',
    '-recv_timeout',
    '20000',
  ]);
  const output = await collect(child);
  const count = (name: string): number => Number(new RegExp(`${name}\\s*\\|[^|]*\\|\\s*(\\d+)`).exec(output)?.[1] ?? 0);
  return { succeeded: count('Successful call'), failed: count('Failed call') };
}

/** A callee that answers everything; `stop` ends it. @param echo sends back what it hears. */
export function answerCalls(echo: boolean): { stop(): Promise<void> } {
  const scenario = join(folder, 'callee.xml');
  writeFileSync(scenario, CALLEE);
  const child = run(['-sf', scenario, '-p', String(CALLEE_PORT), '-mp', '30000', ...(echo ? ['-rtp_echo'] : [])]);
  const gone = collect(child);
  return {
    async stop() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function run(args: readonly string[]): ChildProcess {
  return spawn(
    'taskset',
    [
      '-c',
      LOAD_CORE,
      'sipp',
      '-ci',
      '127.0.0.1',
      '-i',
      '127.0.0.1',
      '-mi',
      '127.0.0.1',
      '-nostdin',
      '-trace_stat',
      '-stf',
      '/dev/null',
      ...args,
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
}

function collect(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-20_000);
  });
  child.stderr?.on('data', () => {});
  return new Promise((resolve) => child.once('close', () => resolve(text)));
}
