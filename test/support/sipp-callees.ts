import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithUs } from './end-with-us.ts';

/** One call that reached a number. */
export interface ReceivedCall {
  readonly number: string;
  readonly callId: string;
  /** True once a 200 was sent. */
  answered: boolean;
}

const LAST = ['[last_Via:]', '[last_From:]', '[last_To:];tag=[call_number]', '[last_Call-ID:]', '[last_CSeq:]'];
const SDP =
  'v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio [media_port] RTP/AVP 0\na=rtpmap:0 PCMU/8000';

function reply(status: string, lines = LAST, body = ''): string {
  const contact = 'Contact: <sip:callee@[local_ip]:[local_port]>';
  const rest =
    body === '' ? ['Content-Length: 0', ''] : ['Content-Type: application/sdp', 'Content-Length: [len]', '', body];
  return `<![CDATA[\n\nSIP/2.0 ${status}\n${[...lines, contact, ...rest].join('\n')}\n]]>`;
}

/** To a request within the dialog, whose To has its tag already. */
const within = reply('200 OK', ['[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]']);

/** What numbers do, by regular expressions of what sipp finds in To, as `sip:busy`; all others ring until they are cancelled. */
export interface CalleeNumbers {
  /** They pick up at once and are hung up on by the PBX. */
  readonly answer: string;
  /** They refuse, whatever the other says. */
  readonly busy: string;
}

const scenario = ({ answer, busy }: CalleeNumbers): string => `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="callees">
<recv request="INVITE" rrs="true"><action>
<ereg regexp="${answer}" search_in="hdr" header="To:" assign_to="answers"/>
<ereg regexp="${busy}" search_in="hdr" header="To:" assign_to="busy"/>
</action></recv>
<send>${reply('180 Ringing')}</send>
<nop test="busy" next="refuse"/>
<nop test="answers" next="answer"/>
<recv request="CANCEL" timeout="40000" ontimeout="end"/>
<send next="end">${within}</send>
<label id="refuse"/>
<send retrans="500">${reply('486 Busy Here')}</send>
<recv request="ACK" next="end" timeout="40000" ontimeout="end"/>
<label id="answer"/>
<pause milliseconds="20"/>
<send retrans="500">${reply('200 OK', LAST, SDP)}</send>
<recv request="ACK" timeout="40000" ontimeout="end"/>
<recv request="BYE" timeout="40000" ontimeout="end"/>
<send>${within}</send>
<label id="end"/>
<pause milliseconds="10"/>
</scenario>
`;

/** Many phones behind one port of loopback, played by sipp, which keeps to RFC 3261's retransmissions and traces every message. */
export class SippCallees {
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
  }

  /** Resolves when the port is bound. @param numbers `answer…` and `busy…` if left out. */
  static async open(
    port: number,
    numbers: CalleeNumbers = { answer: 'sip:answer', busy: 'sip:busy' },
  ): Promise<SippCallees> {
    const folder = mkdtempSync(join(tmpdir(), 'sipp-callees-'));
    writeFileSync(join(folder, 'callees.xml'), scenario(numbers));
    const args = ['-sf', 'callees.xml', '-i', '127.0.0.1', '-mi', '127.0.0.1', '-p', String(port), '-nostdin'];
    const tracing = ['-trace_msg', '-message_file', join(folder, 'messages.log'), '-ringbuffer_size', '0'];
    const child = endWithUs(
      spawn('sipp', [...args, ...tracing, '-recv_timeout', '60000'], { cwd: folder, stdio: 'ignore' }),
    );
    const bound = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
    for (let attempt = 0; attempt < 300; attempt++) {
      if (readFileSync('/proc/net/udp', 'latin1').includes(bound)) return new SippCallees(child, folder);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`sipp did not bind port ${port}`);
  }

  /** Ends sipp. @returns every call that reached it, in order of arrival. */
  async close(): Promise<ReceivedCall[]> {
    const gone = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.kill('SIGUSR1'); // at once, what was traced is written
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 3000);
    await gone;
    clearTimeout(timer);
    const calls = readCalls(readFileSync(join(this.#folder, 'messages.log'), 'latin1'));
    rmSync(this.#folder, { recursive: true, force: true });
    return calls;
  }
}

function readCalls(trace: string): ReceivedCall[] {
  const calls = new Map<string, ReceivedCall>();
  for (const message of trace.split(/^-{10,}.*$/m)) {
    const callId = /^Call-ID:[ \t]*(.*?)\r?$/im.exec(message)?.[1] ?? '';
    const number = /^INVITE sip:([^@;]*)@/m.exec(message)?.[1];
    if (number !== undefined && !calls.has(callId)) calls.set(callId, { number, callId, answered: false });
    const call = calls.get(callId);
    if (call && /^SIP\/2\.0 200 /m.test(message) && /^CSeq:[ \t]*\d+ INVITE/im.test(message)) call.answered = true;
  }
  return [...calls.values()];
}
