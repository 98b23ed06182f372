import { LineSplitter } from '../../base/line-splitter.ts';
import { saysNo, saysYes } from '../../base/switch-word.ts';
import { yieldNow } from '../../base/yield-now.ts';
import type { Call } from '../../channel/call.ts';
import { HungUp, isInterruption } from '../../channel/hangup.ts';
import type { AgiCommandDefinition, AgiContext, AgiReply } from '../../extend/define-agi-command.ts';
import { eventsPort } from '../../pbx/ports/events.ts';
import { findAgiCommand } from './find-command.ts';
import { agiPort } from './port.ts';
import { agiCommandEnded, agiCommandStarted } from './topics.ts';
import type { AgiTransport, AgiTransportListener } from './transport.ts';
import { splitWords } from './words.ts';

/** The longest command of a script, in bytes. What is longer is answered as one that is unknown. @see observed: Asterisk 16 reads 2048 bytes. */
const LONGEST_LINE = 2047;
/** Lines that may wait; a script that sends more without reading the answers has to wait, and a server is parted with. */
const HOLD_LINES = 64;
const MOST_LINES = 4096;
/** Bytes of answers that a script may leave unread. */
const MOST_BACKLOG = 1 << 20;
/** By this a script that serves many calls is done with one. */
const NEXT_CALL = /^next call\s*$/i;
/** So many commands in a row before others get their turn. */
const COMMANDS_A_TURN = 64;

let commandSerial = 0;

/** How a session ended. */
export type AgiEnd = 'done' | 'hung up' | 'flooded' | 'next';

/**
 * One script on one call: reads its commands, one after another, and answers them, until it ends. The hangup is told to it once; it
 * may go on after that with what needs no far end.
 *
 * Deviation: where the call is sent elsewhere by somebody, the script is told as of a hangup and the call goes at once;
 * Asterisk waits for the script's end.
 */
export class AgiSession implements AgiTransportListener {
  readonly #call: Call;
  readonly #reader = new LineSplitter(LONGEST_LINE);
  readonly #lines: Array<string | undefined> = [];
  readonly #context: AgiContext;
  readonly #bornDead: boolean;
  /** As the variables were at the start; what the script makes of them comes too late. @see observed: Asterisk 16 */
  readonly tellsHangup: boolean;
  readonly #partsAtHangup: boolean;
  #transport: AgiTransport | undefined;
  #ended = false;
  #flooded = false;
  #held = false;
  #toldHangup = false;
  #wake: (() => void) | undefined;

  constructor(call: Call, script: string) {
    this.#call = call;
    this.#bornDead = call.channel.hungUp;
    this.tellsHangup = !saysNo(call.get('AGISIGHUP') ?? '');
    this.#partsAtHangup = saysYes(call.get('AGIEXITONHANGUP') ?? '');
    this.#context = {
      call,
      script,
      use: (port) => call.use(port),
      has: (port) => call.has(port),
      tell: (line) => this.#say(`${line}\n`),
    };
  }

  onData(chunk: Buffer): void {
    this.#lines.push(...this.#reader.push(chunk));
    if (this.#lines.length > MOST_LINES) {
      this.#lines.length = MOST_LINES;
      this.#flooded = true;
    }
    if (this.#lines.length > HOLD_LINES && !this.#held) {
      this.#held = true;
      this.#transport?.hold(true);
    }
    this.#wake?.();
  }

  onEnd(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Talks with the script to its end. Rejects only where the call is sent elsewhere. */
  async run(transport: AgiTransport, greeting: string): Promise<AgiEnd> {
    this.#transport = transport;
    this.#say(greeting);
    const { signal } = this.#call;
    const onAbort = (): void => this.#wake?.();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      for (let count = 1; ; count++) {
        if (count % COMMANDS_A_TURN === 0) await yieldNow();
        if (this.#flooded || transport.backlog() > MOST_BACKLOG) return 'flooded';
        if (this.#noticeEnd() === 'part') return 'hung up';
        if (this.#lines.length > 0) {
          const line = this.#lines.shift();
          // One that goes on speaking does not wait for a call.
          if (transport.giveBack && NEXT_CALL.test(line ?? '')) return this.#lines.length > 0 ? 'flooded' : 'next';
          await this.#handle(line);
          if (this.#held && this.#lines.length < HOLD_LINES / 2) {
            this.#held = false;
            transport.hold(false);
          }
        } else if (this.#ended) {
          return this.#call.channel.hungUp && !this.#bornDead ? 'hung up' : 'done';
        } else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
          this.#wake = undefined;
        }
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Tells the script once that the call is over. @throws the signal's reason where the call goes on elsewhere. */
  #noticeEnd(): 'go on' | 'part' {
    const { channel, signal } = this.#call;
    if (this.#bornDead || this.#toldHangup || !(channel.hungUp || signal.aborted)) return 'go on';
    this.#toldHangup = true;
    if (this.tellsHangup) this.#transport?.tellHangup();
    if (!channel.hungUp && !(signal.reason instanceof HungUp)) throw signal.reason;
    return this.#partsAtHangup ? 'part' : 'go on';
  }

  async #handle(line: string | undefined): Promise<void> {
    const { call } = this.#context;
    const text = line?.replaceAll('\0', '') ?? '';
    if (call.use(agiPort).debug) call.log.verbose(0, `<${call.channel.name}>AGI Rx << ${text}`);
    const found = line === undefined ? undefined : findAgiCommand(call, splitWords(text));
    const bus = call.use(eventsPort);
    const commandId = ++commandSerial;
    if (bus.listenerCount(agiCommandStarted) > 0)
      bus.publish(agiCommandStarted, { channel: call.channel.snapshot(), commandId, command: text });
    const answer = found ? await this.#run(found.command, found.args) : '510 Invalid or unknown command\n';
    if (bus.listenerCount(agiCommandEnded) > 0) {
      const code = Number(answer.slice(0, 3));
      bus.publish(agiCommandEnded, { channel: call.channel.snapshot(), commandId, command: text, code });
    }
    this.#say(answer);
  }

  async #run(command: AgiCommandDefinition, args: readonly string[]): Promise<string> {
    if (this.#call.channel.hungUp && !command.dead)
      return '511 Command Not Permitted on a dead channel or intercept routine\n';
    let reply: AgiReply;
    try {
      reply = await command.run(this.#context, args);
    } catch (reason) {
      if (!isInterruption(reason)) {
        const { log, channel } = this.#call;
        log.error(`AGI command '${command.command}' failed on ${channel.name}: ${String(reason)}`);
      }
      reply = { result: -1 };
    }
    if (reply === 'usage') {
      const usage = command.usage.map((sentence) => `${sentence}\n`).join('');
      return `520-Invalid command syntax.  Proper usage follows:\n${usage}520 End of proper usage.\n`;
    }
    // A value of the call's may not make a line of its own.
    const note = reply.note === undefined ? '' : ` ${reply.note.replace(/[\r\n]+/g, ' ')}`;
    return `200 result=${reply.result}${note}\n`;
  }

  #say(text: string): void {
    const { call } = this.#context;
    if (call.use(agiPort).debug) {
      for (const line of text.trimEnd().split('\n')) call.log.verbose(0, `<${call.channel.name}>AGI Tx >> ${line}`);
    }
    this.#transport?.write(text);
  }
}
