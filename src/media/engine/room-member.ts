import type { SampleRate } from '../codec/codec.ts';
import type { RoomMemberOptions } from '../facade.ts';
import { Frame } from './frame.ts';
import type { Leg, Route } from './leg.ts';
import { clamp, meanAmplitude } from './level.ts';

/** What a member says waits here until its turn: so much at most. */
const MOST_WAITING_MS = 240;
/** So much waits at most when a member has said nothing too early for a while. */
const WANTED_WAITING_MS = 40;
/** How often it is looked whether more waits than is needed, in turns of 20 ms. */
const REVIEW_TURNS = 100;
/** Samples within this of zero are what a phone sends as silence. */
const DIGITAL_SILENCE = 8;

/** What a member needs of its room. */
export interface MemberHost {
  /** The rate at which the room mixes. */
  readonly rate: SampleRate;
  /** Audio of more than the room's rate has come. */
  widen(): void;
  forget(member: RoomMember): void;
}

/** One leg in a room: what it says waits in a small buffer that takes up the unevenness of the network, and is taken 20 ms at a time. */
export class RoomMember implements Route {
  readonly leg: Leg;
  readonly patient = true;
  /** What only this member hears: everybody but itself. */
  readonly own: Frame;
  talks = true;
  listens = true;
  talkFactor = 1;
  listenFactor = 1;
  /** True while this turn's {@link samples} from {@link at} on are part of the sum. */
  speaking = false;
  /** Where this turn's samples begin. */
  at = 0;
  samples: Int16Array = NO_SAMPLES;
  #to = 0;
  /** The samples of a frame as an array of their own, kept as long as frames come in the same place. */
  #heard: Int16Array = NO_SAMPLES;
  #silenceBelow = 0;
  #leastWaiting = Number.POSITIVE_INFINITY;
  #turns = 0;
  readonly #room: MemberHost;
  readonly #left: () => void;

  /**
   * @param stream the number under which the room's audio goes to its members.
   * @param left told when the leg is out again.
   */
  constructor(room: MemberHost, leg: Leg, options: RoomMemberOptions, stream: number, left: () => void) {
    this.#room = room;
    this.#left = left;
    this.own = new Frame(stream);
    this.leg = leg;
    this.update(options);
    leg.setRoute(this);
  }

  /** Changes what is given; the rest stays. */
  update(options: RoomMemberOptions): void {
    this.talks = options.talk ?? this.talks;
    this.listens = options.listen ?? this.listens;
    if (options.talkGainDb !== undefined) this.talkFactor = factorOf(options.talkGainDb);
    if (options.listenGainDb !== undefined) this.listenFactor = factorOf(options.listenGainDb);
    this.#silenceBelow = options.silenceBelow ?? this.#silenceBelow;
    if (!this.talks) this.restart();
  }

  /** Forgets what waits: the member is muted, or the room's rate has changed. */
  restart(): void {
    this.at = 0;
    this.#to = 0;
    this.speaking = false;
    this.#leastWaiting = Number.POSITIVE_INFINITY;
    this.#turns = 0;
  }

  hear(_from: Leg, frame: Frame): void {
    if (!this.talks) return;
    if (frame.nativeRate > this.#room.rate) this.#room.widen();
    const rate = this.#room.rate;
    const pcm = frame.pcm(rate);
    const count = frame.samples(rate);
    if (this.samples.length === 0) this.samples = new Int16Array((MOST_WAITING_MS * 16000) / 1000);
    const most = (MOST_WAITING_MS * rate) / 1000;
    const tooMany = this.#to - this.at + count - most;
    if (tooMany > 0) this.at = Math.min(this.#to, this.at + tooMany);
    const { samples } = this;
    if (this.#to + count > samples.length) {
      samples.copyWithin(0, this.at, this.#to);
      this.#to -= this.at;
      this.at = 0;
    }
    const factor = this.talkFactor;
    const to = this.#to;
    if (factor === 1) {
      if (this.#heard.buffer !== pcm.buffer || this.#heard.length !== count) this.#heard = pcm.subarray(0, count);
      samples.set(this.#heard, to);
    } else for (let i = 0; i < count; i++) samples[to + i] = clamp((pcm[i] as number) * factor);
    this.#to = to + count;
  }

  /** Digits stay with their owner. */
  hearDigit(): void {}

  leave(): void {
    this.#room.forget(this);
    this.#left();
  }

  /** True while something waits to be mixed. */
  get waiting(): boolean {
    return this.#to > this.at;
  }

  /** Adds the next `count` samples to `sum`. @returns false where there are none, or only silence. */
  addTo(sum: Int32Array, count: number): boolean {
    this.speaking = false;
    const left = this.#to - this.at;
    if (left < count) return false;
    this.#review(left, count);
    const { samples, at } = this;
    if (this.#isSilent(samples, at, count)) {
      this.skip(count);
      return false;
    }
    for (let i = 0; i < count; i++) sum[i] = (sum[i] as number) + (samples[at + i] as number);
    this.speaking = true;
    return true;
  }

  /** This turn's samples are done with. */
  skip(count: number): void {
    this.at += count;
    this.speaking = false;
    if (this.at >= this.#to) {
      this.at = 0;
      this.#to = 0;
    }
  }

  #isSilent(samples: Int16Array, at: number, count: number): boolean {
    if (this.#silenceBelow > 0) return meanAmplitude(samples.subarray(at, at + count), count) < this.#silenceBelow;
    for (let i = at; i < at + count; i++) {
      const sample = samples[i] as number;
      if (sample > DIGITAL_SILENCE || sample < -DIGITAL_SILENCE) return false;
    }
    return true;
  }

  /** A far end whose clock is fast makes the wait longer and longer: when more has waited for two seconds than is needed, a piece is left out. */
  #review(left: number, count: number): void {
    if (left < this.#leastWaiting) this.#leastWaiting = left;
    if (++this.#turns < REVIEW_TURNS) return;
    if (this.#leastWaiting > count + (WANTED_WAITING_MS * this.#room.rate) / 1000) this.at += count;
    this.#leastWaiting = Number.POSITIVE_INFINITY;
    this.#turns = 0;
  }
}

const NO_SAMPLES = new Int16Array(0);

function factorOf(gainDb: number): number {
  return gainDb === 0 ? 1 : 10 ** (gainDb / 20);
}
