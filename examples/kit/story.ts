import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atOurEnd } from '../../test/support/end-with-us.ts';
import { haveProsody } from '../../test/support/prosody.ts';
import { haveRadicale } from '../../test/support/radicale.ts';
import { Child } from './child.ts';
import type { Handset, HandsetOptions } from './handset.ts';
import { House, type HouseOptions } from './house.ts';
import { type PhoneKind, phonesOf, usualPhones } from './phone-kind.ts';
import type { TelephoneOptions, Telephones } from './telephones.ts';

/** So much of the console is told where a step fails. */
const CONSOLE_LINES = 25;

const ROOT = join(import.meta.dirname, '..', '..');

/** Programs that a story may need beside Asterism: how to see whether they are there, and the Debian package that brings them. */
const PEERS = {
  prosody: { there: haveProsody, package: 'prosody' },
  radicale: { there: haveRadicale, package: 'radicale' },
} as const;

/** A program that a story may need. */
export type Peer = keyof typeof PEERS;

/** An example that plays itself, with phones and servers of its own on loopback: `story.ts` in its folder. */
export interface Story {
  readonly title: string;
  readonly needs?: readonly Peer[];
  run(stage: Stage): Promise<void>;
}

/** What a story plays on. Whatever is opened on it ends with it. */
export interface Stage {
  /** A folder of its own, removed at the end. */
  readonly folder: string;
  /** One thing that must happen. Told with how it went; the first that fails ends the story. */
  step<T>(text: string, happen: () => T | Promise<T>): Promise<T>;
  /** Starts Asterism with the example's configuration. */
  house(options?: HouseOptions): Promise<House>;
  /** A SIP phone of the house, or a provider outside of it. */
  phone(house: House, name: string, options?: HandsetOptions): Promise<Handset>;
  /** Many numbers behind one provider. */
  telephones(port: number, options: TelephoneOptions): Promise<Telephones>;
  /** Runs `asterism` with these words beside the house, until the end. */
  asterism(name: string, ...words: string[]): Child;
  /** Keeps something that is closed at the end, in reverse order. */
  keep<T extends AsyncDisposable>(thing: T): T;
}

/** What of a story's needs is missing, as Debian packages. */
export function missingPackages(story: Story): string[] {
  return (story.needs ?? []).filter((peer) => !PEERS[peer].there).map((peer) => PEERS[peer].package);
}

/** Plays the story of one example. @param tell gets each line. @param kind which phones ring. @returns the steps that happened. @throws Error with what did not. */
export async function playStory(
  example: string,
  story: Story,
  tell: (line: string) => void,
  kind: PhoneKind = usualPhones,
): Promise<string[]> {
  const phones = phonesOf(kind);
  let lastHouse: House | undefined;
  const happened: string[] = [];
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), `asterism-${example}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const forget = atOurEnd(remove);
  stack.defer(() => {
    forget();
    remove();
  });
  tell(`${story.title}\n${phones.banner}\n`);
  await story.run({
    folder,
    async step(text, happen) {
      try {
        const value = await happen();
        happened.push(text);
        tell(`  ok  ${text}`);
        return value;
      } catch (error) {
        tell(`FAIL  ${text}`);
        for (const line of lastHouse?.console.text.split('\n').slice(-CONSOLE_LINES) ?? []) tell(`      | ${line}`);
        throw error;
      }
    },
    house: async (options) => {
      lastHouse = stack.use(await House.start(example, folder, options));
      return lastHouse;
    },
    phone: async (house, name, options) => {
      const phone = stack.use(await phones.open(house, name, (line) => tell(`      ${line}`), options));
      await phone.ready();
      return phone;
    },
    telephones: async (port, options) => stack.use(await phones.openMany(port, options)),
    asterism: (name, ...words) =>
      stack.use(new Child(name, join(ROOT, 'bin', 'asterism'), words, (line) => tell(`      ${line}`))),
    keep: (thing) => stack.use(thing),
  });
  return happened;
}
