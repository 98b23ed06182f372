import type { Clock, Timer } from '../../base/clock.ts';
import type { EventBus } from '../../base/event-bus.ts';
import { type AbortSource, followAbort } from '../../base/lazy-abort.ts';
import type { Logger } from '../../base/log.ts';
import { type Cause, cause } from '../cause.ts';
import type { Channel } from '../channel.ts';
import type { RequestResult } from '../driver.ts';
import { dialBegun, dialEnded, dialForwarded, dialProgressed } from '../events.ts';
import { DialledLeg, type DialledLegOwner } from './dialled-leg.ts';
import { DialTally, statusOfLeg } from './tally.ts';

/** What dialling needs. */
export interface DialHouse {
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Logger;
  /** Asks for a channel to `TECH/resource`. */
  request(dialString: string): RequestResult;
}

/** What the caller of {@link dial} wants to be told, or to decide, on the way. */
export interface DialHooks {
  /** A channel has been made for `dialString` and is not called yet: set its parties and variables. False drops it. */
  prepare?(callee: Channel, dialString: string, forwarded: boolean): boolean | Promise<boolean>;
  /** A callee is being called, and that has been told. */
  onCalled?(callee: Channel): void;
  /** A callee rings, for the first time among all. */
  onRinging?(callee: Channel): void;
  /** A callee sends early media. */
  onProgress?(callee: Channel): void;
  onProceeding?(callee: Channel): void;
  /** The driver of a callee vouches for who it is. */
  onIdentified?(callee: Channel): void;
  /** A callee answered; runs before the others are cancelled. */
  onAnswered?(callee: Channel): void;
  /** A callee wants to be called elsewhere; the dial string to try instead, or undefined to refuse. */
  forward?(callee: Channel, resource: string): string | undefined;
}

/** A forked call. */
export interface DialRequest {
  readonly caller: Channel | undefined;
  /** `TECH/resource`, each called at the same time. */
  readonly destinations: readonly string[];
  /** No limit where it is left out. */
  readonly timeoutMs?: number | undefined;
  /** Gives up: the result is `CANCEL`, never a rejection. */
  readonly signal?: AbortSignal | AbortSource | undefined;
  /** Early media counts as an answer: the channel is handed over although it is not up yet. */
  readonly progressAnswers?: boolean;
  /** A forwarded call rings without limit. */
  readonly forwardCancelsTimeout?: boolean;
  /** What the other legs are told when one has answered; answered elsewhere unless given. */
  readonly answeredElsewhereCause?: Cause;
  /** What the legs are told when nobody has answered and the call is given up. */
  readonly cancelCause?: Cause;
  /** Gives up with NOANSWER if nobody has rung or sent early media by then. */
  readonly progressTimeoutMs?: number | undefined;
  /** Another channel may take the call to one that rings; it is then the one that has answered, and runs a dialplan of its own. */
  readonly pickup?: boolean;
  /** Nobody is told of dialling: what is called is no call of the caller's. */
  readonly untold?: boolean;
  readonly hooks?: DialHooks;
}

/** DIALSTATUS of a call that nobody answered. */
export type DialFailure = 'CHANUNAVAIL' | 'CONGESTION' | 'NOANSWER' | 'BUSY' | 'CANCEL';

/** A call is forwarded so often at most. */
const FORWARD_LIMIT = 10;

/** What came of it. The answered channel belongs to the caller of {@link dial}; every other leg has been released. */
export type DialResult =
  | {
      readonly status: 'ANSWER';
      readonly callee: Channel;
      readonly dialString: string;
      readonly ringMs: number | undefined;
      readonly progressMs: number | undefined;
      readonly dialMs: number;
    }
  | {
      readonly status: DialFailure;
      /** It rang until the time was up, as opposed to a far end that went away. */
      readonly timedOut: boolean;
      readonly cause: Cause;
      readonly ringMs: number | undefined;
      readonly progressMs: number | undefined;
      readonly dialMs: number;
    };

/**
 * Calls several destinations at once; the first to answer wins and the others are cancelled. Where all have refused, busy counts
 * before congestion and that before unavailable; where one just went away it is NOANSWER. Never rejects.
 */
export function dial(house: DialHouse, request: DialRequest): Promise<DialResult> {
  return new DialRun(house, request).run();
}

class DialRun implements DialledLegOwner {
  readonly #house: DialHouse;
  readonly #request: DialRequest;
  #legs: readonly DialledLeg[] = [];
  readonly #tally = new DialTally();
  readonly #startedMs: number;
  readonly #finished = Promise.withResolvers<DialResult>();
  #lastCause: Cause = cause.none;
  #ringMs: number | undefined;
  #progressMs: number | undefined;
  #placing = true;
  #over = false;
  #timedOut = false;
  #timer: Timer | undefined;
  #progressTimer: Timer | undefined;
  #forwarded = 0;
  /** It rings without limit, since it was forwarded. */
  #unlimited = false;
  /** Refusals that came while others were still being called. */
  readonly #early: Array<() => void> = [];

  constructor(house: DialHouse, request: DialRequest) {
    this.#house = house;
    this.#request = request;
    this.#startedMs = house.clock.monotonic();
  }

  async run(): Promise<DialResult> {
    const { signal, timeoutMs } = this.#request;
    const onAbort = (): void => this.#fail('CANCEL');
    const unfollow = signal && followAbort(signal, onAbort);
    for (const destination of this.#request.destinations) {
      if (this.#over || signal?.aborted) break;
      await this.#place(destination);
    }
    this.#placed();
    if (timeoutMs !== undefined && !this.#unlimited)
      this.#timer = this.#house.clock.after(timeoutMs, () => this.#timeOver(timeoutMs));
    const { progressTimeoutMs } = this.#request;
    if (progressTimeoutMs !== undefined && this.#ringMs === undefined && this.#progressMs === undefined)
      this.#progressTimer = this.#house.clock.after(progressTimeoutMs, () => this.#timeOver(progressTimeoutMs));
    if (signal?.aborted) this.#fail('CANCEL');
    else this.#checkExhausted();
    try {
      return await this.#finished.promise;
    } finally {
      this.#over = true;
      this.#timer?.cancel();
      this.#progressTimer?.cancel();
      unfollow?.();
    }
  }

  async #place(dialString: string, forwarded = false): Promise<void> {
    const { hooks } = this.#request;
    const made = this.#house.request(dialString);
    this.#tally.tried++;
    if (!made.ok) {
      const technology = dialString.split('/', 1)[0] ?? dialString;
      this.#house.log.notice(`Unable to create channel of type '${technology}' (cause ${made.cause} - ${made.reason})`);
      this.#lastCause = made.cause;
      this.#tally.count(statusOfLeg(made.cause, 'unavailable'));
      return;
    }
    const { channel } = made;
    const wanted = (await hooks?.prepare?.(channel, dialString, forwarded)) ?? true;
    if (!wanted || this.#over) {
      channel.release(cause.normalClearing);
      if (!wanted) {
        this.#tally.count('unavailable');
        this.#lastCause = channel.hangupCause;
      }
      return;
    }
    const leg = new DialledLeg(this, channel, dialString, this.#request.pickup ?? false);
    this.#legs = this.#legs.concat(leg);
    channel.leg.call();
    const unreachable = channel.hungUp && channel.farFailure === 'unavailable';
    if (unreachable) return;
    this.#tellBegun(leg);
    if (!this.#over) this.#house.log.verbose(3, `Called ${dialString}`);
  }

  /** Once a leg, after it has been called: what it tells at once comes after that. */
  #tellBegun(leg: DialledLeg): void {
    if (leg.stopped || leg.begun) return;
    leg.begun = true;
    const { channel } = leg;
    const caller = this.#request.caller?.snapshot();
    const dialString = leg.dialString.replace(/^[^/]*\//, '');
    if (!this.#request.untold) this.#house.bus.publish(dialBegun, { caller, callee: channel.snapshot(), dialString });
    this.#request.hooks?.onCalled?.(channel);
  }

  rings(leg: DialledLeg): void {
    const { channel } = leg;
    this.#house.log.verbose(3, `${channel.name} is ringing`);
    this.#tellProgress(leg, 'RINGING');
    this.#ringMs ??= this.#elapsedMs();
    this.#progressTimer?.cancel();
    this.#request.hooks?.onRinging?.(channel);
  }

  proceeds(leg: DialledLeg): void {
    this.#tellProgress(leg, 'PROCEEDING');
    this.#request.hooks?.onProceeding?.(leg.channel);
  }

  identified({ channel }: DialledLeg): void {
    this.#request.hooks?.onIdentified?.(channel);
  }

  progresses(leg: DialledLeg): void {
    const { channel } = leg;
    this.#house.log.verbose(
      3,
      `${channel.name} is making progress${this.#request.caller ? ` passing it to ${this.#request.caller.name}` : ''}`,
    );
    this.#tellProgress(leg, 'PROGRESS');
    this.#progressMs ??= this.#elapsedMs();
    this.#progressTimer?.cancel();
    this.#request.hooks?.onProgress?.(channel);
    if (this.#request.progressAnswers) this.#hands(leg);
  }

  answers(leg: DialledLeg): void {
    if (this.#over || leg.stopped) return;
    this.#house.log.verbose(
      3,
      `${leg.channel.name} answered${this.#request.caller ? ` ${this.#request.caller.name}` : ''}`,
    );
    this.#hands(leg);
  }

  /** Gives the winner to whoever dials, and cancels the others. */
  #hands(leg: DialledLeg): void {
    this.#tellBegun(leg);
    if (this.#over || leg.stopped) return;
    const { channel } = leg;
    this.#drop(leg);
    this.#over = true;
    this.#request.hooks?.onAnswered?.(channel);
    this.#won(leg, channel);
  }

  takenBy(leg: DialledLeg, by: Channel, taken: () => void): boolean {
    if (this.#over || leg.stopped) return false;
    this.#tellBegun(leg);
    this.#drop(leg);
    this.#over = true;
    taken();
    this.#won(leg, by);
    return true;
  }

  /** @param callee who has answered the call to `leg`: its own channel, or another one that has taken the call. */
  #won({ channel, dialString }: DialledLeg, callee: Channel): void {
    this.#tellEnd(channel, 'ANSWER');
    if (callee !== channel) channel.release(cause.answeredElsewhere);
    this.#releaseAll('CANCEL', this.#request.answeredElsewhereCause ?? cause.answeredElsewhere);
    this.#finished.resolve({ status: 'ANSWER', callee, dialString, ...this.#times() });
  }

  #drop(leg: DialledLeg): void {
    leg.stop();
    this.#legs = this.#legs.filter((one) => one !== leg);
  }

  ends(leg: DialledLeg, why: Cause): void {
    if (this.#over || leg.stopped) return;
    if (this.#placing) {
      this.#early.push(() => this.ends(leg, why));
      return;
    }
    const { channel } = leg;
    this.#lastCause = why;
    const status = statusOfLeg(why, channel.farFailure);
    this.#tally.count(status);
    const unavailable = why === cause.noRouteToDestination || why === cause.subscriberAbsent ? 'CHANUNAVAIL' : 'CANCEL';
    const word = { busy: 'BUSY', congestion: 'CONGESTION', unavailable, gone: 'NOANSWER' }[status];
    if (status === 'busy') this.#house.log.verbose(3, `${channel.name} is busy`);
    else if (status === 'congestion') this.#house.log.verbose(3, `${channel.name} is circuit-busy`);
    this.#drop(leg);
    if (leg.begun) this.#tellEnd(channel, word);
    channel.release();
    this.#checkExhausted();
  }

  forwards(leg: DialledLeg, resource: string): void {
    this.#tellBegun(leg);
    if (this.#over || leg.stopped) return;
    const { channel } = leg;
    const dialString =
      this.#forwarded++ < FORWARD_LIMIT ? this.#request.hooks?.forward?.(channel, resource) : undefined;
    this.#drop(leg);
    this.#tellEnd(channel, dialString === undefined ? 'CANCEL' : 'FORWARD');
    channel.release(cause.normalClearing);
    if (dialString === undefined) {
      this.#tally.count('busy');
      this.#checkExhausted();
      return;
    }
    this.#house.log.verbose(
      3,
      `Now forwarding ${this.#request.caller?.name ?? 'the call'} to '${dialString}' (thanks to ${channel.name})`,
    );
    const { caller } = this.#request;
    if (caller) this.#house.bus.publish(dialForwarded, { caller: caller.snapshot(), dialString });
    if (this.#request.forwardCancelsTimeout) {
      this.#unlimited = true;
      this.#timer?.cancel();
    }
    this.#placing = true;
    void this.#place(dialString, true).then(() => {
      this.#placed();
      this.#checkExhausted();
    });
  }

  /** All have been called: now what the first of them have answered meanwhile counts. */
  #placed(): void {
    this.#placing = false;
    for (const tell of this.#early.splice(0)) tell();
  }

  #timeOver(timeoutMs: number): void {
    if (this.#over) return;
    this.#house.log.verbose(3, `Nobody picked up in ${timeoutMs} ms`);
    this.#lastCause = cause.none; // as Asterisk: HANGUPCAUSE tells nothing of a call that nobody took
    this.#timedOut = true;
    this.#fail('NOANSWER');
  }

  #checkExhausted(): void {
    if (this.#over || this.#placing || this.#legs.length > 0) return;
    this.#tally.tell(this.#house.log);
    this.#fail(this.#tally.status());
  }

  #fail(status: DialFailure): void {
    if (this.#over) return;
    this.#over = true;
    const { cancelCause } = this.#request;
    // A time that is up tells no cause.
    const why = this.#timedOut ? cancelCause : (cancelCause ?? cause.normalClearing);
    this.#releaseAll(status === 'NOANSWER' ? 'NOANSWER' : 'CANCEL', why);
    this.#finished.resolve({ status, cause: this.#lastCause, timedOut: this.#timedOut, ...this.#times() });
  }

  #releaseAll(status: string, why: Cause | undefined): void {
    const legs = this.#legs;
    this.#legs = [];
    for (const leg of legs) {
      leg.stop();
      this.#tellEnd(leg.channel, status);
      leg.channel.release(why);
    }
  }

  #tellProgress(leg: DialledLeg, status: 'RINGING' | 'PROCEEDING' | 'PROGRESS'): void {
    this.#tellBegun(leg);
    const caller = this.#request.caller?.snapshot();
    const callee = leg.channel.snapshot();
    if (!this.#request.untold) this.#house.bus.publish(dialProgressed, { caller, callee, status });
  }

  #tellEnd(callee: Channel, status: string): void {
    if (this.#request.untold) return;
    this.#house.bus.publish(dialEnded, { caller: this.#request.caller?.snapshot(), callee: callee.snapshot(), status });
  }

  #times(): { ringMs: number | undefined; progressMs: number | undefined; dialMs: number } {
    return { ringMs: this.#ringMs, progressMs: this.#progressMs, dialMs: this.#elapsedMs() };
  }

  #elapsedMs(): number {
    return this.#house.clock.monotonic() - this.#startedMs;
  }
}
