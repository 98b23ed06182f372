import type { Mailbox, VoicemailSettings } from '../settings.ts';
import { boxSwitch } from '../settings.ts';

/** Which names of people the letters are compared with. */
export type NamePart = 'first' | 'last' | 'both';

/** Somebody who can be called by name. */
export interface Person {
  /** The extension, which is the mailbox's number. */
  readonly exten: string;
  readonly context: string;
  /** The full name, or the alias that the letters have matched. */
  readonly name: string;
}

/** Whose names are looked through. */
export interface DirectorySearch {
  /** The context of voicemail.conf; empty for `default`, or for all where `searchcontexts` is on. */
  readonly context: string;
  readonly by: NamePart;
  /** Aliases count as names, too. */
  readonly aliases: boolean;
}

const KEYPAD = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];

/** The keys of a name's letters; what has no key is left out. */
export function keysOf(name: string): string {
  return [...name.toLowerCase()]
    .map((sign) => (/\d/.test(sign) ? sign : String(KEYPAD.findIndex((letters) => letters.includes(sign)) + 2)))
    .filter((key) => key !== '1')
    .join('');
}

/** The people whose first or last name begins with the letters on these keys, in the order of the names that were looked at. */
export function findPeople(settings: VoicemailSettings, keys: string, search: DirectorySearch): Person[] {
  const { by } = search;
  const found: { readonly person: Person; readonly order: string }[] = [];
  for (const box of settings.boxes.values()) {
    if (!isListed(settings, box, search.context)) continue;
    for (const name of namesOf(box, search.aliases)) {
      const [first, last] = [name, lastNameFirst(name)];
      const match =
        by !== 'first' && keysOf(last).startsWith(keys)
          ? last
          : by !== 'last' && keysOf(first).startsWith(keys)
            ? first
            : undefined;
      if (match === undefined) continue;
      found.push({ person: { exten: box.box, context: box.context, name }, order: match.toLowerCase() });
      break;
    }
  }
  return found.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)).map(({ person }) => person);
}

function isListed(settings: VoicemailSettings, box: Mailbox, context: string): boolean {
  if (boxSwitch(settings, box, 'hidefromdir')) return false;
  if (context === '' && settings.general.searchcontexts) return true;
  return box.context === (context || 'default');
}

function namesOf(box: Mailbox, aliases: boolean): string[] {
  return [box.fullName, ...(aliases ? box.aliases : [])].filter((name) => name !== '');
}

/** `Ann de Vries` as `de VriesAnn`, by which she is sorted. */
function lastNameFirst(name: string): string {
  const at = name.indexOf(' ');
  return at < 0 ? name : `${name.slice(at + 1)}${name.slice(0, at)}`;
}
