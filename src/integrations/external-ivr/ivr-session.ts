import type { Call, Outcome } from '../../channel/call.ts';
import { end } from '../../channel/call.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';
import type { IvrPeer, IvrPeerListener } from './ivr-peer.ts';
import { Playlist } from './playlist.ts';

/** Prompts that wait, and commands that are not obeyed yet: more is refused. */
const MOST_WAITING = 1000;
const DIGIT_MS = 100;
const BETWEEN_DIGITS_MS = 250;

/** What holds for one run of ExternalIVR(). */
export interface IvrManners {
  /** The program and its arguments, as it is told them. */
  readonly parameters: readonly string[];
  /** A hangup is told to the program, which ends the call. */
  readonly ignoreHangup: boolean;
  /** The channel is hung up already, and that is fine. */
  readonly dead: boolean;
}

/** One program's hold on a call: obeys its commands, one after another, and tells it what happens. @see observed: Asterisk 16 */
export class IvrSession implements IvrPeerListener {
  readonly #call: Call;
  readonly #manners: IvrManners;
  readonly #commands: string[] = [];
  readonly #playlist: Playlist;
  #autoclear = false;
  #peer: IvrPeer | undefined;
  #over = false;
  #gone = false;
  #hangup: 'none' | 'heard' | 'told' = 'none';
  #wake: (() => void) | undefined;

  constructor(call: Call, manners: IvrManners) {
    this.#call = call;
    this.#manners = manners;
    this.#playlist = new Playlist(call.channel, (event, name) => this.#tell(event, name));
  }

  onCommand(line: string): void {
    if (this.#commands.length < MOST_WAITING) this.#commands.push(line);
    this.#wake?.();
  }

  onErrorOutput(text: string): void {
    this.#call.log.notice(`${this.#call.channel.name}: stderr: ${text}`);
  }

  onEnd(): void {
    this.#gone = true;
    this.#wake?.();
  }

  /** Obeys the program until it lets the call go, is gone, or the call is over. */
  async run(peer: IvrPeer): Promise<Outcome> {
    const { channel, signal, log } = this.#call;
    this.#peer = peer;
    const watches = !this.#manners.dead;
    const onAbort = (): void => {
      this.#hangup = 'heard';
      this.#wake?.();
    };
    if (watches && channel.hungUp) onAbort();
    else if (watches) signal.addEventListener('abort', onAbort, { once: true });
    const deafen = channel.listen({
      onDigit: ({ phase, digit }) => {
        if (phase === 'end') this.#heard(digit);
      },
    });
    try {
      for (;;) {
        if (this.#hangup === 'heard' && !this.#goesOn()) return end();
        const line = this.#commands.shift();
        if (line !== undefined) {
          const outcome = await this.#obey(line);
          if (this.#over) return outcome;
        } else if (this.#gone) {
          log.error(`${channel.name}: Child process went away`);
          return end();
        } else await this.#news();
      }
    } finally {
      deafen();
      signal.removeEventListener('abort', onAbort);
      this.#playlist.close();
    }
  }

  /** After a hangup: tells the program, and whether it goes on. @throws the signal's reason where the call goes on elsewhere. */
  #goesOn(): boolean {
    if (this.#manners.ignoreHangup && this.#call.channel.hungUp) {
      this.#hangup = 'told';
      this.#tell('I', 'HANGUP');
      return true;
    }
    this.#tell('H');
    this.#call.throwIfInterrupted();
    return false;
  }

  async #news(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    await promise;
    this.#wake = undefined;
  }

  #heard(digit: string): void {
    this.#tell(digit);
    if (this.#autoclear) this.#playlist.clear();
  }

  #tell(event: string, data?: string): void {
    const seconds = Math.floor(this.#call.clock.now() / 1000);
    const suffix = data === undefined ? '' : `,${data.replace(/[\r\n]/g, ' ')}`;
    this.#peer?.send(`${event},${seconds}${suffix}`);
  }

  async #obey(line: string): Promise<Outcome> {
    const { log, channel } = this.#call;
    log.verbose(4, `got command '${line}'`);
    if (line.length < 3) return undefined;
    const text = line.slice(2);
    switch (line.charAt(0)) {
      case 'S':
        return this.#queue(text, true);
      case 'A':
        return this.#queue(text, false);
      case 'I':
        if (this.#isUp("Queue 'I'nterrupt")) this.#playlist.interrupt();
        return undefined;
      case 'O':
        if (this.#isUp('Option')) this.#option(text);
        return undefined;
      case 'P':
        this.#tell('P', this.#manners.parameters.join(','));
        return undefined;
      case 'G':
        this.#tell(
          'G',
          text
            .split(',')
            .map((name) => `${name}=${this.#call.get(name) ?? ''}`)
            .join(','),
        );
        return undefined;
      case 'V':
        return this.#assign(text);
      case 'L':
        log.notice(`${channel.name}: Log message from EIVR: ${text}`);
        return undefined;
      case 'D':
        return this.#press(text);
      case 'T':
        if (!channel.isUp && !channel.hungUp) await channel.answer();
        return undefined;
      case 'H':
        log.notice(`${channel.name}: Hanging up: ${text}`);
        this.#tell('H');
        this.#over = true;
        return end();
      case 'E':
      case 'X':
        log.notice(`${channel.name}: Exiting: ${text}`);
        if (line.startsWith('E')) this.#tell('E');
        else log.warning(`${channel.name}: e'X'it command is depricated, use 'E'xit instead`);
        this.#over = true;
        return undefined;
      default:
        return undefined;
    }
  }

  /** Whether something can be heard on the channel; what cannot be done is told. */
  #isUp(what: string): boolean {
    const { channel, log } = this.#call;
    if (channel.isUp && !channel.hungUp) return true;
    log.warning(`${channel.name}: ${what} called on unanswered channel`);
    this.#tell('Z');
    return false;
  }

  async #queue(name: string, anew: boolean): Promise<Outcome> {
    if (!this.#isUp(anew ? "Queue re'S'et" : "Queue 'A'ppend")) return undefined;
    const { channel, log } = this.#call;
    const sound = await this.#call.use(promptsPort).find(name, channel.settings.language);
    if (!sound || sound.standIn || this.#playlist.length >= MOST_WAITING) {
      log.warning(`${channel.name}: Unknown file requested '${name}'`);
      this.#tell('Z', name);
      return undefined;
    }
    if (anew) this.#playlist.clear();
    this.#playlist.append({ name, item: sound.item });
    return undefined;
  }

  #option(text: string): void {
    const { channel, log } = this.#call;
    const option = text.toLowerCase();
    if (option === 'autoclear' || option === 'noautoclear') this.#autoclear = option === 'autoclear';
    else log.warning(`${channel.name}: Unknown option requested: ${text}`);
  }

  async #assign(text: string): Promise<Outcome> {
    for (const pair of text.split(',')) {
      const equals = pair.indexOf('=');
      if (equals > 0)
        await this.#call.use(dialplanPort).assign(this.#call, pair.slice(0, equals), pair.slice(equals + 1));
    }
    return undefined;
  }

  async #press(digits: string): Promise<Outcome> {
    const { channel, clock } = this.#call;
    for (const digit of digits) {
      if (channel.hungUp) break;
      if (!/[0-9*#A-D]/i.test(digit)) continue;
      channel.sendDigit(digit, DIGIT_MS);
      const { promise, resolve } = Promise.withResolvers<void>();
      clock.after(DIGIT_MS + BETWEEN_DIGITS_MS, resolve);
      await promise;
    }
    return undefined;
  }
}
