import { expect } from 'vitest';
import type { Running } from '../../bench/target.ts';
import { amplitudeAt, readSound } from './audio.ts';
import type { Baresip } from './baresip.ts';
import type { HummingPhones } from './humming-phones.ts';
import type { TonePrompts } from './tone-prompts.ts';
import { until } from './until.ts';

/** Where a conference is, and who comes to it. */
export interface ConferencePlace {
  readonly pbx: Running;
  /** Those who come: the room's own. */
  readonly phones: HummingPhones | undefined;
  /** What is said. */
  readonly prompts: TonePrompts;
  /** Of the room; what is dialled begins with it. */
  readonly number: string;
  /** The console command that lists rooms, and with a number those who are there. */
  readonly listing: 'confbridge list' | 'meetme list';
}

/** A conference of real phones, and what they hear. Closed, it is empty. */
export class ConferenceRoom implements AsyncDisposable {
  readonly #place: ConferencePlace;
  readonly #phones: HummingPhones;
  readonly number: string;

  constructor(place: ConferencePlace) {
    if (!place.phones) throw new Error('a room without phones');
    this.#place = place;
    this.#phones = place.phones;
    this.number = place.number;
  }

  /** Has a phone come in by a dialled word, and waits until so many are there. */
  async come(index: number, word: string, members: number): Promise<Baresip> {
    const phone = await this.open(index, word);
    await this.counts(members);
    return phone;
  }

  /** Has a phone dial the number and a word. */
  open(index: number, word: string): Promise<Baresip> {
    return this.#phones.open(index, `/dial ${this.number}${word}`);
  }

  /** Waits until so many are there. */
  counts(members: number): Promise<void> {
    const { pbx, listing } = this.#place;
    return until(async () => {
      const row = (await pbx.rxAside(listing)).split('\n').find((line) => line.startsWith(`${this.number} `));
      return Number(row?.split(/ +/)[1] ?? 0) === members;
    }, 20_000);
  }

  /** What stands behind each phone in `confbridge list`, by the names of their channels. */
  async flags(): Promise<string[]> {
    const list = await this.#place.pbx.rxAside(`${this.#place.listing} ${this.number}`);
    return [...list.matchAll(/SIP\/phone\d+-\w+ +([A-Za-z]*) /g)].map(([, flags = '']) => flags);
  }

  /** Expects a phone to have heard these prompts in its call, or to hear them soon. */
  async hearing(phone: Baresip, expected: readonly string[]): Promise<void> {
    const prompted = (): string[] => this.#place.prompts.heardBy(phone);
    const same = (): boolean => prompted().join() === expected.join();
    await until(same, 10_000).catch(() => expect(prompted()).toEqual(expected));
  }

  /** The same, and to the end, so that others do not follow at once. */
  async heard(phone: Baresip, expected: readonly string[]): Promise<void> {
    await this.hearing(phone, expected);
    await until(() => this.#place.prompts.isQuietFor(phone), 10_000);
  }

  /** Expects a phone to hear these others soon: nobody else, in two seconds. */
  async hears(phone: Baresip, others: readonly number[]): Promise<void> {
    const same = (): boolean => this.#phones.lastHeard(phone).join() === others.join();
    await until(same, 10_000).catch(() => expect(this.#phones.lastHeard(phone)).toEqual(others));
  }

  /** Expects a phone to hear music of one tone soon, or not to any more. */
  async music(phone: Baresip, frequencyHz: number, expected: boolean): Promise<void> {
    await until(() => lastSecond(phone, frequencyHz) > 1000 === expected, 10_000);
  }

  /** Waits for what the dialplan keeps in the database, and forgets it with that. */
  async kept(key: string): Promise<string> {
    const { pbx } = this.#place;
    let found = '';
    await until(async () => {
      found = /Value: (\w+)/.exec(await pbx.rxAside(`database get ${key}`))?.[1] ?? '';
      return found !== '';
    }, 10_000);
    await pbx.rxAside(`database del ${key}`);
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#phones.stop();
    await this.counts(0);
  }
}

/** How loud a tone is in the last second that a phone has heard. */
export function lastSecond(phone: Baresip, frequencyHz: number): number {
  const path = phone.heard().at(-1);
  if (path === undefined) return 0;
  const sound = readSound(path);
  return amplitudeAt(sound, frequencyHz, Math.max(0, sound.samples.length / 8 - 1000), 1000);
}
