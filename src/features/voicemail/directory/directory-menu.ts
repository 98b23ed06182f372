import type { Call } from '../../../channel/call.ts';
import { readDigits } from '../../../channel/prompt/read-digits.ts';
import { digitPrompts, letterPrompts } from '../../../say/characters.ts';
import { playMail } from '../play-mail.ts';
import type { Voicemail } from '../voicemail.ts';
import { type DirectorySearch, findPeople, type Person } from './find-people.ts';

/** How somebody is looked for. */
export interface DirectoryOptions extends DirectorySearch {
  /** How many letters are asked for, 1 to 9. */
  readonly letters: number;
  /** The extension is said after the name. */
  readonly sayExtension: boolean;
  /** Eight names at once, instead of one after the other. */
  readonly menu: boolean;
  readonly pauseMs: number;
}

/** What came of it: somebody was chosen, one of the keys that lead out was pressed, or nothing. */
export type DirectoryEnd = Person | '0' | '*' | '#' | 'timeout';

const KEYS = '0123456789*#';
const FIRST_KEY_MS = 5000;
const NEXT_KEY_MS = 3000;
const CHOICE_MS = 3000;
/** So often each name is said before the next one. */
const ROUNDS_EACH = 3;
const BLOCK = 8;

/** A directory as a caller hears it. */
export class DirectoryMenu {
  readonly #call: Call;
  readonly #mail: Voicemail;
  readonly #options: DirectoryOptions;
  /** The keys that lead out of the directory. */
  readonly #exits: string;

  constructor(call: Call, mail: Voicemail, options: DirectoryOptions, exits: string) {
    this.#call = call;
    this.#mail = mail;
    this.#options = options;
    this.#exits = exits;
  }

  /** Until somebody is chosen, or nothing is pressed. Rejects with the call's reason. */
  async run(): Promise<DirectoryEnd> {
    for (;;) {
      const first = await this.#ask(this.#welcome(), FIRST_KEY_MS);
      if (first === undefined) return 'timeout';
      if (first !== '#' && this.#exits.includes(first)) return first === '0' ? '0' : '*';
      const keys = await this.#readLetters(first);
      const people = findPeople(this.#mail.settings, keys, this.#options);
      if (people.length === 0) {
        await this.#ask(['dir-nomatch'], 0);
        continue;
      }
      const { clock, signal } = this.#call;
      if (this.#options.pauseMs > 0) await clock.sleep(this.#options.pauseMs, signal);
      const end = await (this.#options.menu ? this.#fromMenu(people) : this.#oneByOne(people));
      if (end !== undefined) return end;
      await this.#ask(['dir-nomore'], 0);
    }
  }

  #welcome(): string[] {
    const { directoryintro } = this.#mail.settings.general;
    if (directoryintro) return [directoryintro];
    const { letters, by } = this.#options;
    const which = { first: 'dir-first', last: 'dir-last', both: 'dir-firstlast' }[by];
    return ['dir-welcome', 'dir-pls-enter', ...digitPrompts(String(letters)), which, 'dir-usingkeypad'];
  }

  async #readLetters(first: string): Promise<string> {
    if (this.#options.letters <= 1) return first;
    const { clock, signal, channel } = this.#call;
    const { digits } = await readDigits(channel, {
      clock,
      signal,
      maxDigits: this.#options.letters - 1,
      terminators: '#',
      firstMs: NEXT_KEY_MS,
      interMs: NEXT_KEY_MS,
    });
    return first + digits;
  }

  async #oneByOne(people: readonly Person[]): Promise<DirectoryEnd | undefined> {
    for (const person of people) {
      for (let round = 0; round < ROUNDS_EACH; round++) {
        const key = await this.#ask([...this.#nameOf(person), 'dir-instr'], CHOICE_MS);
        if (key === '1') return person;
        if (key === '*') break;
        if (key === '#' || (key === '0' && this.#exits.includes('0'))) return key;
      }
    }
    return undefined;
  }

  async #fromMenu(people: readonly Person[]): Promise<DirectoryEnd | undefined> {
    for (let from = 0; from < people.length; from += BLOCK) {
      const block = people.slice(from, from + BLOCK);
      const prompts = block.flatMap((person, at) => [
        'dir-multi1',
        ...digitPrompts(String(at + 1)),
        'dir-multi2',
        ...this.#nameOf(person),
      ]);
      const more = from + BLOCK < people.length ? ['dir-multi9'] : [];
      const key = await this.#ask([...prompts, ...more], CHOICE_MS);
      const chosen = key !== undefined && /[1-8]/.test(key) ? block[Number(key) - 1] : undefined;
      if (chosen !== undefined) return chosen;
      if (key !== undefined && (key !== '9' || more.length === 0)) return undefined;
    }
    return undefined;
  }

  /** The name that the person has recorded, else the name spelled. */
  #nameOf({ exten, context, name }: Person): string[] {
    const recorded = this.#mail.store.greeting({ box: exten, context }, 'greet');
    const said = recorded === undefined ? letterPrompts(name) : [recorded];
    return this.#options.sayExtension ? [...said, 'vm-extension', ...letterPrompts(exten)] : said;
  }

  /** Plays prompts and waits for a key. */
  async #ask(prompts: readonly string[], waitMs: number): Promise<string | undefined> {
    const { digit } = await playMail(this.#call, this.#mail, undefined, prompts, KEYS);
    if (digit !== undefined || waitMs === 0) return digit;
    const { clock, signal, channel } = this.#call;
    const how = { clock, signal, maxDigits: 1, terminators: '', firstMs: waitMs, interMs: undefined };
    return (await readDigits(channel, how)).digits || undefined;
  }
}
