import type { Ms } from '../../base/duration.ts';
import { codecs, type SampleRate } from '../codec/codec.ts';
import type { CodecName, RoomMemberOptions } from '../facade.ts';
import { Frame, nextStream } from './frame.ts';
import type { Leg } from './leg.ts';
import { clamp } from './level.ts';
import type { Player } from './player.ts';
import type { Recorder } from './recorder.ts';
import { type MemberHost, RoomMember } from './room-member.ts';

const TURN_MS = 20;
/** After so much silence nothing is sent but a sign of life. */
const TAIL_TURNS = 10;
/** Turns between two signs of life in a silent room: one second, so that no far end takes the line for dead. */
const ALIVE_TURNS = 50;

/** How a room tells that something played into it has ended. */
export type PlayEnded = (player: Player, reason: 'finished' | 'stopped' | 'closed') => void;

/**
 * A mix: each member hears all the others, added up, and what is played into the room. One turn is 20 ms. Those who say nothing
 * all hear the same, which is made and coded once; a room in which nobody says anything does nothing but send a sign of life.
 */
export class Room implements MemberHost {
  readonly #members: RoomMember[] = [];
  readonly #players: Player[] = [];
  readonly #recorders: Recorder[] = [];
  readonly #playEnded: PlayEnded;
  readonly #fixedRate: boolean;
  readonly #sum = new Int32Array((TURN_MS * 16000) / 1000);
  readonly #stream = nextStream();
  /** What all hear who say nothing, as samples and by codec. */
  readonly #common = new Frame(this.#stream);
  readonly #coded = new Map<CodecName, CodedFrame>();
  #rate: SampleRate;
  #quietTurns = 0;
  #turn = 0;
  #closed = false;

  /** @param rate the rate to mix at; undefined for 8000 until somebody brings more. */
  constructor(rate: SampleRate | undefined, playEnded: PlayEnded) {
    this.#fixedRate = rate !== undefined;
    this.#rate = rate ?? 8000;
    this.#playEnded = playEnded;
  }

  get rate(): SampleRate {
    return this.#rate;
  }

  /** True if the room wants {@link Room.tick} every 20 ms. */
  get busy(): boolean {
    return this.#members.length > 0 || this.#players.length > 0 || this.#recorders.length > 0;
  }

  /** Takes a leg in; its former route is left. @param left told when the leg is out again. */
  join(leg: Leg, options: RoomMemberOptions, left: () => void): RoomMember {
    const member = new RoomMember(this, leg, options, this.#stream, left);
    this.#members.push(member);
    return member;
  }

  /** Plays into the room, after what is being played there. */
  play(player: Player): void {
    if (this.#closed) this.#playEnded(player, 'closed');
    else this.#players.push(player);
  }

  /** Ends a playing, or takes it out of those that wait. */
  stopPlaying(id: number): void {
    const index = this.#players.findIndex((player) => player.id === id);
    if (index >= 0) this.#endPlaying(index, 'stopped');
  }

  /** Writes what is said and played in the room. */
  record(recorder: Recorder): void {
    this.#recorders.push(recorder);
  }

  /** Sends everybody out, ends what is played and recorded; idempotent. */
  close(): void {
    this.#closed = true;
    for (const member of [...this.#members]) member.leg.setRoute(undefined);
    while (this.#players.length > 0) this.#endPlaying(0, 'closed');
    for (const recorder of this.#recorders.splice(0)) recorder.close();
  }

  widen(): void {
    if (this.#fixedRate || this.#rate === 16000) return;
    this.#rate = 16000;
    for (const member of this.#members) member.restart();
  }

  forget(member: RoomMember): void {
    const index = this.#members.indexOf(member);
    if (index >= 0) this.#members.splice(index, 1);
  }

  /** Mixes 20 ms and hands them out. */
  tick(nowMs: Ms): void {
    const count = (TURN_MS * this.#rate) / 1000;
    const members = this.#members;
    const sum = this.#sum;
    this.#turn++;
    sum.fill(0, 0, count);
    let voices = 0;
    for (let i = 0; i < members.length; i++) if ((members[i] as RoomMember).addTo(sum, count)) voices++;
    if (this.#addPlayed(count)) voices++;
    if (voices > 0) this.#quietTurns = 0;
    else this.#quietTurns++;
    const sends = this.#quietTurns <= TAIL_TURNS || this.#quietTurns % ALIVE_TURNS === 0;
    const records = this.#recorders.length > 0;
    if (records || sends) this.#fillCommon(count);
    if (records) this.#writeDown(nowMs);
    for (let i = 0; i < members.length; i++) {
      const member = members[i] as RoomMember;
      if (sends && member.listens && member.leg.player === undefined) this.#tell(member, count);
      if (member.speaking) member.skip(count);
    }
  }

  #addPlayed(count: number): boolean {
    const player = this.#players[0];
    if (!player) return false;
    const frame = player.next();
    if (!frame) {
      this.#endPlaying(0, 'finished');
      return false;
    }
    const pcm = frame.pcm(this.#rate);
    const sum = this.#sum;
    for (let i = 0; i < count; i++) sum[i] = (sum[i] as number) + (pcm[i] as number);
    return true;
  }

  #fillCommon(count: number): void {
    const sum = this.#sum;
    const out = this.#common.setSamples(this.#rate, TURN_MS);
    for (let i = 0; i < count; i++) out[i] = clamp(sum[i] as number);
  }

  #tell(member: RoomMember, count: number): void {
    const { leg, listenFactor } = member;
    if (!member.speaking && listenFactor === 1) {
      leg.sayRouted(this.#commonFor(leg.codec));
      return;
    }
    const sum = this.#sum;
    const out = member.own.setSamples(this.#rate, TURN_MS);
    const { samples, at } = member;
    if (listenFactor !== 1) {
      for (let i = 0; i < count; i++) {
        const own = member.speaking ? (samples[at + i] as number) : 0;
        out[i] = clamp(((sum[i] as number) - own) * listenFactor);
      }
    } else {
      for (let i = 0; i < count; i++) {
        let value = (sum[i] as number) - (samples[at + i] as number);
        if (value > 32767) value = 32767;
        else if (value < -32768) value = -32768;
        out[i] = value;
      }
    }
    leg.sayRouted(member.own);
  }

  /** What all hear who say nothing, coded once a turn for all legs of a codec whose coding does not depend on what was sent before. */
  #commonFor(codec: CodecName | undefined): Frame {
    if (codec !== 'ulaw' && codec !== 'alaw') return this.#common;
    let coded = this.#coded.get(codec);
    if (!coded) {
      coded = { turn: -1, frame: new Frame(this.#stream), bytes: new Uint8Array(TURN_MS * 8) };
      this.#coded.set(codec, coded);
    }
    if (coded.turn !== this.#turn) {
      coded.turn = this.#turn;
      const length = codecs[codec].createEncoder().encode(this.#common.pcm(8000), 0, TURN_MS * 8, coded.bytes, 0);
      coded.frame.setPayload(codec, coded.bytes, 0, length);
    }
    return coded.frame;
  }

  #writeDown(nowMs: Ms): void {
    for (let i = this.#recorders.length - 1; i >= 0; i--) {
      const recorder = this.#recorders[i] as Recorder;
      recorder.hear(this.#common);
      if (!recorder.tick(nowMs)) this.#recorders.splice(i, 1);
    }
  }

  #endPlaying(index: number, reason: 'finished' | 'stopped' | 'closed'): void {
    const [player] = this.#players.splice(index, 1);
    if (!player) return;
    player.close();
    this.#playEnded(player, reason);
  }
}

interface CodedFrame {
  turn: number;
  readonly frame: Frame;
  readonly bytes: Uint8Array;
}
