import { CALLEE_PORT } from '../target.ts';
import type { Wire } from './wire.ts';

const CALLER_PORT = 6001;

const SDP = [
  'v=0',
  'o=user1 53655765 2353687637 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 6000 RTP/AVP 0',
  'a=rtpmap:0 PCMU/8000',
  '',
].join('\r\n');

/** A header line of a message, or ''. */
function line(text: string, name: string): string {
  const start = text.indexOf(`\r\n${name}: `);
  return start < 0 ? '' : text.slice(start + 2, text.indexOf('\r\n', start + 2));
}

/** What one call of {@link Phones} has come to. */
interface Call {
  to: string;
  answered: boolean;
  over: boolean;
}

/** A caller and a callee that do by plain string work what sipp does: they cost little, and always the same. */
export class Phones {
  readonly #wire: Wire;
  readonly #pbxPort: number;
  readonly #exten: string;
  readonly #calls = new Map<number, Call>();
  #serial = 0;

  constructor(wire: Wire, pbxPort: number, exten: string) {
    this.#wire = wire;
    this.#pbxPort = pbxPort;
    this.#exten = exten;
  }

  /** Sends an INVITE. @returns the number of the call. */
  begin(): number {
    const id = ++this.#serial;
    this.#calls.set(id, { to: '', answered: false, over: false });
    this.#send(id, 'INVITE', 1, `<sip:${this.#exten}@127.0.0.1:${this.#pbxPort}>`, SDP);
    return id;
  }

  answered(id: number): boolean {
    return this.#calls.get(id)?.answered ?? false;
  }

  /** Confirms the answer. */
  confirm(id: number): void {
    this.#send(id, 'ACK', 1, this.#calls.get(id)?.to ?? '', '');
  }

  /** Hangs up. */
  hangUp(id: number): void {
    this.#send(id, 'BYE', 2, this.#calls.get(id)?.to ?? '', '');
  }

  /** Whether the BYE has been answered; a call that is over is forgotten. */
  over(id: number): boolean {
    const over = this.#calls.get(id)?.over ?? true;
    if (over) this.#calls.delete(id);
    return over;
  }

  /** What the PBX has sent. */
  receive(text: string, toPort: number): void {
    if (toPort === CALLEE_PORT) this.#callee(text);
    else if (text.startsWith('SIP/2.0 200 ')) {
      const id = Number.parseInt(line(text, 'Call-ID').slice(9), 10);
      const call = this.#calls.get(id);
      if (!call) return;
      if (line(text, 'CSeq').endsWith('INVITE')) {
        call.answered = true;
        call.to = line(text, 'To').slice(4);
      } else call.over = true;
    } else if (!text.startsWith('SIP/2.0 1')) throw new Error(`the caller was sent ${text}`);
  }

  #callee(text: string): void {
    if (text.startsWith('ACK ') || text.startsWith('SIP/2.0 ')) return;
    const invite = text.startsWith('INVITE ');
    const to = line(text, 'To');
    const head = [
      'SIP/2.0 200 OK',
      line(text, 'Via'),
      line(text, 'From'),
      to.includes(';tag=') ? to : `${to};tag=callee${++this.#serial}`,
      line(text, 'Call-ID'),
      line(text, 'CSeq'),
      `Contact: <sip:127.0.0.1:${CALLEE_PORT};transport=UDP>`,
    ];
    this.#deliver([...head, ...body(invite ? SDP : '')].join('\r\n'), CALLEE_PORT);
  }

  #send(id: number, method: string, cseq: number, to: string, sdp: string): void {
    const head = [
      `${method} sip:${this.#exten}@127.0.0.1:${this.#pbxPort} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${CALLER_PORT};branch=z9hG4bK-25-${id}-${method}`,
      `From: "sipp" <sip:sipp@127.0.0.1:${CALLER_PORT}>;tag=25SIPpTag00${id}`,
      `To: ${to}`,
      `Call-ID: ${id}-2540@127.0.0.1`,
      `CSeq: ${cseq} ${method}`,
      `Contact: <sip:sipp@127.0.0.1:${CALLER_PORT}>`,
      'Max-Forwards: 70',
    ];
    this.#deliver([...head, ...body(sdp)].join('\r\n'), CALLER_PORT);
  }

  #deliver(text: string, fromPort: number): void {
    const data = Buffer.from(text, 'latin1');
    setImmediate(() => this.#wire.arrive(this.#pbxPort, data, fromPort));
  }
}

function body(sdp: string): string[] {
  const length = `Content-Length: ${sdp.length}`;
  return sdp === '' ? [length, '', ''] : ['Content-Type: application/sdp', length, '', sdp];
}
