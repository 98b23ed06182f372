import type { Ms } from '../../base/duration.ts';
import type { Call } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import type { MediaRoom, PlayItem, RoomMember } from '../../media/facade.ts';
import type { Music } from '../../pbx/ports/music.ts';
import type { ParticipantSettings } from './settings.ts';

/** Why somebody has left a conference without hanging up. */
export type LeaveReason =
  /** Somebody has sent it out. */
  | 'kicked'
  /** The marked one that it came for has left. */
  | 'marked-left'
  /** Its time is over. */
  | 'timeout'
  /** It pressed the digit for that. */
  | 'digit'
  /** Nobody else is left. */
  | 'alone';

/** What ends a participant's waits when it is to leave: the reason with which its signal aborts. */
export class Leaving {
  readonly reason: LeaveReason;

  constructor(reason: LeaveReason) {
    this.reason = reason;
  }
}

/** Louder and softer in ten steps, in decibels. */
const GAINS_DB: Readonly<Record<number, number>> = {
  [-5]: -15,
  [-4]: -13,
  [-3]: -10,
  [-2]: -6,
  [-1]: -3,
  0: 0,
  1: 3,
  2: 6,
  3: 10,
  4: 13,
  5: 15,
};
const MOST_STEPS = 5;

/** One channel in a conference. Owned by the conference; the channel stays its own run's. */
export class Participant {
  readonly call: Call;
  readonly settings: ParticipantSettings;
  /** Counts from 1 in each conference. */
  readonly number: number;
  readonly joinedMs: Ms;
  /** Nobody hears it, by its own wish or an administrator's. */
  muted: boolean;
  /** It is muted by its own wish. */
  mutedBySelf: boolean;
  /** Asks to be heard although it is muted. */
  asksToTalk = false;
  /** Waits for somebody marked. */
  waiting = false;
  talking = false;
  /** It has heard its prompts and takes part. */
  ready = false;
  /** Its name, spoken by itself. */
  spokenName: PlayItem | undefined;
  /** The name of its menu, for listings. */
  readonly menu: string;
  readonly #music: Music | undefined;
  readonly #leaving = new AbortController();
  /** Aborted with {@link Leaving} when it is to go, and with the call's own reasons. */
  readonly signal: AbortSignal;
  #member: RoomMember | undefined;
  #hearsMusic = false;
  #wantsMusic = false;
  /** Prompts under way to it alone: music waits for their end. */
  #prompts = 0;
  #talkStep = 0;
  #listenStep = 0;

  constructor(
    call: Call,
    settings: ParticipantSettings,
    more: { readonly number: number; readonly menu: string; readonly music: Music | undefined },
  ) {
    this.call = call;
    this.signal = AbortSignal.any([call.signal, this.#leaving.signal]);
    this.settings = settings;
    this.number = more.number;
    this.menu = more.menu;
    this.#music = more.music;
    this.joinedMs = call.clock.monotonic();
    this.muted = settings.startMuted;
    this.mutedBySelf = settings.startMuted;
  }

  get channel(): Channel {
    return this.call.channel;
  }

  /** Why it is to go, once it is. */
  get leaving(): LeaveReason | undefined {
    const { reason } = this.#leaving.signal;
    return reason instanceof Leaving ? reason.reason : undefined;
  }

  /** Sends it out; whoever runs it then sees to that. */
  leave(reason: LeaveReason): void {
    this.#leaving.abort(new Leaving(reason));
  }

  /** Louder (1), softer (-1), or as at first (0): what it says, or what it hears. */
  turnVolume(what: 'talk' | 'listen', by: -1 | 0 | 1): void {
    const step = what === 'talk' ? this.#talkStep : this.#listenStep;
    const turned = by === 0 ? 0 : Math.max(-MOST_STEPS, Math.min(MOST_STEPS, step + by));
    if (what === 'talk') this.#talkStep = turned;
    else this.#listenStep = turned;
    this.#member?.update(this.#gains);
  }

  /** Takes its place in the mix, or leaves it; there, whether it is heard. */
  place(room: MediaRoom, inMix: boolean, heard: boolean): void {
    const { media } = this.channel;
    if (!media) return;
    const talk = heard && this.settings.talks;
    if (!inMix) {
      this.#member?.leave();
      this.#member = undefined;
      return;
    }
    if (this.#member) this.#member.update({ talk });
    else {
      const { listens, silenceBelow } = this.settings;
      this.#member = room.join(media, { talk, listen: listens, silenceBelow, ...this.#gains });
    }
  }

  /** Whether music is to be heard when nothing is said to it alone. */
  wantMusic(wanted: boolean): void {
    this.#wantsMusic = wanted;
    this.#settleMusic();
  }

  /** Does something that is played to it alone; music makes way meanwhile. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    this.#prompts++;
    this.#settleMusic();
    try {
      return await work();
    } finally {
      this.#prompts--;
      this.#settleMusic();
    }
  }

  #settleMusic(): void {
    const wanted = this.#wantsMusic && this.#prompts === 0 && !this.channel.hungUp;
    if (wanted === this.#hearsMusic) return;
    this.#hearsMusic = wanted;
    if (wanted) this.#music?.start(this.channel, { wanted: this.settings.musicClass });
    else this.#music?.stop(this.channel);
  }

  get #gains(): { readonly talkGainDb: number; readonly listenGainDb: number } {
    return { talkGainDb: GAINS_DB[this.#talkStep] ?? 0, listenGainDb: GAINS_DB[this.#listenStep] ?? 0 };
  }
}
