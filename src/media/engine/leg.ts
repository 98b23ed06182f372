import type { Ms } from '../../base/duration.ts';
import type { CodecName } from '../facade.ts';
import { DigitQueue } from './digit-queue.ts';
import type { Frame } from './frame.ts';
import type { JitterBuffer } from './jitter-buffer.ts';
import type { Overlay } from './overlay.ts';
import type { PacketWatches } from './packet-watches.ts';
import type { Player } from './player.ts';
import type { EngineEvent } from './protocol.ts';
import type { Shaper } from './shaper.ts';

/** What a leg needs of the engine around it. */
export interface LegHost {
  /** Milliseconds that only grow; the same through one turn of the loop. */
  readonly nowMs: Ms;
  readonly watches: PacketWatches;
  emit(event: EngineEvent): void;
}

/** Listens to what a leg hears, without changing it: a recorder, a detector, a spy. */
export interface Tap {
  hear(frame: Frame): void;
  /** Every 20 ms. @returns false when it is done and wants to be taken off. */
  tick(nowMs: Ms): boolean;
  /** The leg is ending. */
  close(): void;
}

/** Where what a leg hears goes: back (echo), to another leg (bridge), into a mix. A leg has one at a time. */
export interface Route {
  hear(from: Leg, frame: Frame): void;
  hearDigit(from: Leg, digit: string, phase: 'begin' | 'end', durationMs: Ms): void;
  /** `leg` has been given another route or is ending. */
  leave(leg: Leg): void;
  /** What is heard is only wanted every 20 ms: packets may wait for the next tick. */
  readonly patient?: boolean;
}

/**
 * One party inside the engine. Frames from the far end enter at {@link Leg.hear}, frames for the far end at {@link Leg.say}.
 * Nothing here waits or allocates per frame.
 */
export abstract class Leg {
  readonly id: number;
  protected readonly host: LegHost;
  readonly taps: Tap[] = [];
  /** What listens to what is said to the far end. */
  readonly outwardTaps: Tap[] = [];
  /** What is added to what is said to the far end. */
  readonly overlays: Overlay[] = [];
  /** What changes the sound that comes from the far end, and that goes there. */
  #heardShaper: Shaper | undefined;
  #saidShaper: Shaper | undefined;
  /** What smooths the sound that comes from the far end. */
  #jitter: JitterBuffer | undefined;
  player: Player | undefined;
  sendMuted = false;
  receiveMuted = false;
  closed = false;
  #route: Route | undefined;
  readonly #digits: DigitQueue;

  constructor(id: number, host: LegHost) {
    this.id = id;
    this.host = host;
    this.#digits = new DigitQueue({
      begin: (digit) => this.digitDown(digit),
      hold: (digit, heldMs) => this.digitHeld(digit, heldMs),
      end: (digit, heldMs) => this.digitUp(digit, heldMs),
    });
  }

  get route(): Route | undefined {
    return this.#route;
  }

  /** Changes the sound of one direction from now on; undefined leaves it as it is. */
  shape(side: 'from' | 'to', shaper: Shaper | undefined): void {
    if (side === 'from') this.#heardShaper = shaper;
    else this.#saidShaper = shaper;
  }

  /** Smooths what comes from the far end from now on; undefined no longer. */
  dejitter(jitter: JitterBuffer | undefined): void {
    this.#jitter = jitter;
  }

  /** Sends what is heard somewhere else from now on; the former route is left. */
  setRoute(route: Route | undefined): void {
    const former = this.#route;
    if (former === route) return;
    this.#route = route;
    if (former?.patient !== route?.patient) this.patienceChanged(route?.patient ?? false);
    former?.leave(this);
  }

  /** What the leg sends, if it sends anything coded. */
  get codec(): CodecName | undefined {
    return undefined;
  }

  /** True if the leg wants {@link Leg.tick} every 20 ms. */
  get busy(): boolean {
    return (
      this.#jitter !== undefined ||
      this.player !== undefined ||
      this.taps.length > 0 ||
      this.outwardTaps.length > 0 ||
      this.overlays.length > 0 ||
      this.#digits.active
    );
  }

  /** A frame has come from the far end. */
  hear(frame: Frame): void {
    if (this.receiveMuted || this.closed) return;
    if (this.#jitter) this.#jitter.put(frame);
    else this.#pass(frame);
  }

  #pass(frame: Frame): void {
    const heard = this.#heardShaper ? this.#heardShaper.shape(frame) : frame;
    if (!heard) return;
    for (let i = 0; i < this.taps.length; i++) this.taps[i]?.hear(heard);
    if (!this.holdsBack) this.#route?.hear(this, heard);
  }

  /** A digit has come from the far end. */
  hearDigit(digit: string, phase: 'begin' | 'end', durationMs: Ms): void {
    if (this.closed) return;
    this.host.emit({ type: 'digit', leg: this.id, digit, phase, durationMs });
    this.#route?.hearDigit(this, digit, phase, durationMs);
  }

  /** Sends a frame to the far end, unless the leg is busy with something that goes first. */
  say(frame: Frame): void {
    if (this.sendMuted || this.closed || this.#digits.sounding) return;
    const said = this.#saidShaper ? this.#saidShaper.shape(frame) : frame;
    if (!said) return;
    for (let i = 0; i < this.outwardTaps.length; i++) this.outwardTaps[i]?.hear(said);
    let heard = said;
    for (let i = 0; i < this.overlays.length; i++) heard = this.overlays[i]?.mix(heard) ?? heard;
    this.transmit(heard);
  }

  /** Sends a frame from a route; what is being played goes first. */
  sayRouted(frame: Frame): void {
    if (this.player === undefined) this.say(frame);
  }

  /** Sends a digit of a known length to the far end. */
  sendDigit(digit: string, durationMs: Ms): void {
    if (this.sendsDigits) this.#digits.press(digit, durationMs);
  }

  /** Sends a digit to the far end for as long as {@link Leg.releaseDigit} does not come. */
  pressDigit(digit: string): void {
    if (this.sendsDigits) this.#digits.press(digit, Number.POSITIVE_INFINITY);
  }

  /** Ends the digit under way when it has been sent for `durationMs`. */
  releaseDigit(digit: string, durationMs: Ms): void {
    if (this.sendsDigits) this.#digits.release(digit, durationMs);
  }

  /** Every 20 ms while {@link Leg.busy}. */
  tick(nowMs: Ms): void {
    this.#jitter?.turn((frame) => this.#pass(frame));
    const player = this.player;
    if (player) {
      const frame = player.next();
      if (frame) this.say(frame);
      else this.endPlaying('finished');
    }
    this.#digits.tick();
    for (const taps of [this.taps, this.outwardTaps])
      for (let i = taps.length - 1; i >= 0; i--) if (taps[i]?.tick(nowMs) === false) taps.splice(i, 1);
    for (let i = 0; i < this.overlays.length; i++) {
      const frame = this.overlays[i]?.alone();
      if (frame && !this.sendMuted && !this.#digits.sounding) this.transmit(frame);
    }
  }

  /** Replaces what is being played. */
  startPlaying(player: Player): void {
    this.endPlaying('stopped');
    this.player = player;
  }

  /** Ends what is being played and tells its owner why. */
  endPlaying(reason: 'finished' | 'stopped' | 'closed'): void {
    const player = this.player;
    if (!player) return;
    this.player = undefined;
    player.close();
    this.host.emit({ type: 'play-end', play: player.id, end: player.end(reason) });
  }

  /** Ends the leg and all that hangs on it; idempotent. */
  close(): void {
    if (this.closed) return;
    this.endPlaying('closed');
    for (const tap of [...this.taps.splice(0), ...this.outwardTaps.splice(0)]) tap.close();
    this.overlays.length = 0;
    this.setRoute(undefined);
    this.closed = true;
    this.release();
  }

  /** True while what is heard is a digit's tone, which is passed on as a digit and not as sound. */
  protected get holdsBack(): boolean {
    return false;
  }

  /** The route of what is heard wants it at once, or can wait for the next tick. */
  protected patienceChanged(_patient: boolean): void {}

  /** False where digits go by signalling. */
  protected get sendsDigits(): boolean {
    return true;
  }

  protected abstract transmit(frame: Frame): void;
  protected abstract digitDown(digit: string): void;
  protected abstract digitHeld(digit: string, heldMs: Ms): void;
  protected abstract digitUp(digit: string, heldMs: Ms): void;
  /** Gives back what the leg holds. */
  protected abstract release(): void;
}
