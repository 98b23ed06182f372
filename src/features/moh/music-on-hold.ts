import type { EventBus } from '../../base/event-bus.ts';
import type { Logger } from '../../base/log.ts';
import { defineAttachment } from '../../channel/attachment.ts';
import type { MusicWish } from '../../channel/bridge/hold-music.ts';
import type { Channel } from '../../channel/channel.ts';
import type { PlayItem, Playing, PlayPosition, ToneStep } from '../../media/facade.ts';
import { type Music, musicStarted, musicStopped } from '../../pbx/ports/music.ts';
import { DEFAULT_CLASS, type MusicClasses } from './classes.ts';
import { itemOf, type MusicClass, type Piece } from './music-class.ts';
import type { ProgramMusic } from './program-music.ts';

/** So many names that lack music are remembered; of more, each is told anew. */
const MOST_COMPLAINTS = 100;

/** What music needs. */
export interface MusicHouse {
  readonly bus: EventBus;
  readonly log: Logger;
  readonly classes: () => MusicClasses;
  /** What plays a class of mode custom; undefined where nothing can. */
  readonly program: (music: MusicClass) => ProgramMusic | undefined;
  /** The channel's own class goes before the wanted one. */
  readonly preferChannelClass: () => boolean;
  /** The sound of an announcement, where it can be had at once. */
  readonly announcement: (name: string, language: string) => PlayItem | undefined;
  /** 0 up to and without 1. */
  readonly random: () => number;
}

/** What a channel hears now, and where its music goes on. */
interface Heard {
  readonly className: string;
  readonly order: readonly Piece[];
  readonly items: readonly PlayItem[];
  /** The item with which it begins again. */
  readonly loopFrom: number;
  at: PlayPosition;
  playing: Playing | undefined;
  /** Stops listening for digits that pick a class, and to a program. */
  unlisten: () => void;
}

/** A class with what can be heard of it. */
interface Found {
  readonly music: MusicClass;
  readonly pieces: readonly Piece[];
  readonly program: ProgramMusic | undefined;
}

/** Until a program has begun. */
const STILL: PlayItem = { kind: 'silence', durationMs: 60_000 };

const heardKey = defineAttachment<Heard>('music-on-hold');

const pip = (frequency1Hz: number, durationMs: number): ToneStep => ({
  frequency1Hz,
  frequency2Hz: 0,
  modulate: false,
  durationMs,
  once: false,
});

/** Stands in for music that is not there: a short tone every six seconds says that the line lives. */
const STAND_IN: PlayItem = { kind: 'tone', tone: [pip(440, 120), pip(0, 5880)], loop: true };

/**
 * Music for channels that wait. A channel that hears the same class again goes on where it was, in the same order of pieces.
 *
 * Deviation: without any music to be had Asterisk is silent; here a quiet tone tells those who wait that they are still connected.
 */
export class MusicOnHold implements Music {
  readonly #house: MusicHouse;
  /** Classes whose lack of music has been said. */
  readonly #complained = new Set<string>();

  constructor(house: MusicHouse) {
    this.#house = house;
  }

  /** Says again what is missing: the settings are new. */
  forgetComplaints(): void {
    this.#complained.clear();
  }

  exists(className: string): boolean {
    return this.#house.classes().has(className.toLowerCase());
  }

  start(channel: Channel, wish: MusicWish = {}): boolean {
    const own = channel.settings.musicClass;
    const wished = [wish.wanted, wish.suggested].filter((name) => name !== undefined && name !== '');
    const names = this.#house.preferChannelClass() ? [own, ...wished] : [wished[0] ?? '', own, ...wished.slice(1)];
    return this.#startFirst(channel, names);
  }

  /** Starts the first of the classes that has music, else the default one. */
  #startFirst(channel: Channel, names: readonly (string | undefined)[]): boolean {
    const { media } = channel;
    if (!media) return false;
    const found = this.#choose(channel, names);
    const before = channel.attachments.get(heardKey);
    if (found?.music.settings.answeredOnly && !channel.isUp) return false;
    const className = found?.music.settings.name ?? '';
    if (before?.playing && before.className === className) return true;
    this.stop(channel);
    if (found?.program) return this.#startProgram(channel, className, found.program);
    const same = before?.className === className && found && sameMusic(before.order, found.pieces);
    const heard = same ? before : this.#begin(channel, className, found);
    channel.attachments.set(heardKey, heard);
    const playing = media.play(heard.items, { loop: true, from: heard.at, loopFrom: heard.loopFrom });
    heard.playing = playing;
    heard.unlisten = this.#followDigits(channel);
    if (found) this.#tellStarted(channel, className);
    void playing.done.then((end) => {
      if (end.reason === 'failed') this.#house.log.warning(`${end.path} cannot be played: ${end.message}`);
      else if (end.at) heard.at = end.at;
      if (heard.playing === playing) this.#over(channel, heard);
    });
    return true;
  }

  /** What a program plays is the same for all; until it has begun there is silence, and where it fails another class is heard. */
  #startProgram(channel: Channel, className: string, program: ProgramMusic): boolean {
    const { media } = channel;
    if (!media) return false;
    const at = { item: 0, offsetMs: 0 };
    const heard: Heard = { className, order: [], items: [], loopFrom: 0, at, playing: undefined, unlisten() {} };
    channel.attachments.set(heardKey, heard);
    const play = (): void => {
      const { items } = program;
      const playing = program.ready
        ? media.play(items, { loop: true, from: program.position() })
        : media.play([STILL], { loop: true });
      heard.playing = playing;
      void playing.done.then(() => {
        if (heard.playing === playing) this.#over(channel, heard);
      });
    };
    play();
    const unfollow = this.#followDigits(channel);
    const leave = program.join({
      onReady: play,
      onBroken: () => {
        if (!heard.playing) return;
        this.stop(channel);
        this.#startFirst(channel, [className]);
      },
    });
    heard.unlisten = () => {
      unfollow();
      leave();
    };
    this.#tellStarted(channel, className);
    return true;
  }

  #tellStarted(channel: Channel, className: string): void {
    this.#house.log.verbose(3, `Started music on hold, class '${className}', on channel '${channel.name}'`);
    this.#house.bus.publish(musicStarted, { channel: channel.snapshot(), className });
  }

  stop(channel: Channel): void {
    const heard = channel.attachments.get(heardKey);
    if (!heard?.playing) return;
    heard.playing.stop();
    this.#over(channel, heard);
  }

  /** A digit that a class has for itself picks that class. */
  #followDigits(channel: Channel): () => void {
    const byDigit = new Map<string, string>();
    for (const { settings } of this.#house.classes().values())
      if (settings.digit !== undefined) byDigit.set(settings.digit, settings.name);
    if (byDigit.size === 0) return () => {};
    return channel.listen({
      onDigit: ({ digit, phase }) => {
        const wanted = phase === 'end' ? byDigit.get(digit) : undefined;
        if (wanted !== undefined) this.#startFirst(channel, [wanted]);
      },
    });
  }

  #over(channel: Channel, heard: Heard): void {
    heard.playing = undefined;
    heard.unlisten();
    if (heard.className === '') return;
    this.#house.log.verbose(3, `Stopped music on hold on ${channel.name}`);
    this.#house.bus.publish(musicStopped, { channel: channel.snapshot() });
  }

  #choose(channel: Channel, names: readonly (string | undefined)[]): Found | undefined {
    for (const name of [...names, DEFAULT_CLASS]) {
      if (name === undefined || name === '') continue;
      const music = this.#house.classes().get(name.toLowerCase());
      if (!music) {
        this.#complain(channel, name, `Music on Hold class '${name}' not found in memory. Verify your configuration.`);
        continue;
      }
      const { pieces } = music;
      if (pieces.length > 0) return { music, pieces, program: undefined };
      const program = music.settings.program && this.#house.program(music);
      if (program && !program.broken) return { music, pieces, program };
      this.#complain(channel, name, `Music on Hold class '${name}' has no music that can be played.`);
    }
    return undefined;
  }

  #complain(channel: Channel, name: string, message: string): void {
    if (this.#complained.has(name)) return;
    if (this.#complained.size < MOST_COMPLAINTS) this.#complained.add(name);
    (channel.dialplan?.log ?? this.#house.log).warning(message);
  }

  #begin(channel: Channel, className: string, found: Found | undefined): Heard {
    const start = { item: 0, offsetMs: 0 };
    const still = { at: start, playing: undefined, unlisten() {} };
    if (!found) return { ...still, className, order: [], items: [STAND_IN], loopFrom: 0 };
    const { order, announcement } = found.music.settings;
    const pieces = this.#arrange(found.pieces, order);
    const said =
      announcement === undefined ? undefined : this.#house.announcement(announcement, channel.settings.language);
    const items = pieces.flatMap((piece) => (said ? [said, itemOf(piece)] : [itemOf(piece)]));
    const loopFrom = found.music.settings.loopLast ? items.length - 1 : 0;
    return { ...still, className, order: found.pieces, items, loopFrom };
  }

  #arrange(pieces: readonly Piece[], order: string): readonly Piece[] {
    if (order === 'random') return shuffled(pieces, this.#house.random);
    if (order !== 'randstart') return pieces;
    const first = Math.floor(this.#house.random() * pieces.length);
    return [...pieces.slice(first), ...pieces.slice(0, first)];
  }
}

function sameMusic(one: readonly Piece[], other: readonly Piece[]): boolean {
  return one.length === other.length && one.every(({ path }, index) => path === other[index]?.path);
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const moved = mixed[last] as T;
    mixed[last] = mixed[other] as T;
    mixed[other] = moved;
  }
  return mixed;
}
