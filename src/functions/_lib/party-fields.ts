import {
  combinedPresentation,
  formatCallerId,
  type Party,
  parseCallerId,
  presentationNamed,
  type Subaddress,
} from '../../channel/party.ts';

const CHARSETS = [
  ...['unknown', 'iso8859-1', 'withdrawn', 'iso8859-2', 'iso8859-3', 'iso8859-4', 'iso8859-5', 'iso8859-7'],
  ...['bmp', 'utf8'],
];
const NO_SUBADDRESS: Subaddress = { text: '', valid: false, type: 0, odd: false };
/** The type of a subaddress that a user has chosen. @see Q.931 §4.5.9 */
const USER_SPECIFIED = 2;

const flag = (on: boolean): string => (on ? '1' : '0');

/** What can be read of a party, by the words of CALLERID(). */
const READERS: Readonly<Record<string, (party: Party) => string>> = {
  all: formatCallerId,
  name: ({ name }) => name ?? '',
  'name-valid': ({ name }) => flag(name !== undefined),
  'name-charset': ({ nameCharset }) => nameCharset ?? 'iso8859-1',
  'name-pres': ({ namePresentation, presentation }) => namePresentation ?? presentation ?? 'allowed_not_screened',
  num: ({ number }) => number ?? '',
  number: ({ number }) => number ?? '',
  'num-valid': ({ number }) => flag(number !== undefined),
  'num-plan': ({ numberPlan }) => String(numberPlan ?? 0),
  'num-pres': ({ presentation }) => presentation ?? 'allowed_not_screened',
  pres: combinedPresentation,
  subaddr: ({ subaddress }) => subaddress?.text ?? '',
  'subaddr-valid': ({ subaddress }) => flag(subaddress?.valid ?? false),
  'subaddr-type': ({ subaddress }) => String(subaddress?.type ?? 0),
  'subaddr-odd': ({ subaddress }) => flag(subaddress?.odd ?? false),
  tag: ({ tag }) => tag ?? '',
};

/** The words for the fields of a party. */
export const partyFields: readonly string[] = Object.keys(READERS);

/** A field of a party; undefined where there is no such field. */
export function readPartyField(party: Party, field: string): string | undefined {
  return Object.hasOwn(READERS, field) ? READERS[field]?.(party) : undefined;
}

/** What became of a party: itself anew, or what is wrong with the value. */
export type PartyChange = { readonly party: Party } | { readonly fault: string };

const changed = (party: Party, change: Partial<Party>): PartyChange => ({ party: { ...party, ...change } });

const WRITERS: Readonly<Record<string, (party: Party, value: string) => PartyChange>> = {
  all(party, value) {
    const { name = '', number = '' } = parseCallerId(value);
    return changed(party, { name, number });
  },
  name: (party, value) => changed(party, { name: value }),
  'name-valid': (party, value) => changed(party, { name: isNumberOne(value) ? (party.name ?? '') : undefined }),
  'name-charset'(party, value) {
    const nameCharset = value.trim().toLowerCase();
    if (CHARSETS.includes(nameCharset)) return changed(party, { nameCharset });
    return { fault: `Unknown name char-set '${value}', value unchanged` };
  },
  'name-pres': (party, value) => withPresentation(value, 'name', (one) => ({ ...party, namePresentation: one })),
  num: (party, value) => changed(party, { number: value }),
  number: (party, value) => changed(party, { number: value }),
  'num-valid': (party, value) => changed(party, { number: isNumberOne(value) ? (party.number ?? '') : undefined }),
  'num-plan'(party, value) {
    if (/^\s*\d/.test(value)) return changed(party, { numberPlan: Number.parseInt(value, 10) });
    return { fault: `Unknown type-of-number/numbering-plan '${value}', value unchanged` };
  },
  'num-pres': (party, value) =>
    withPresentation(value, 'num', (one) => ({
      ...party,
      presentation: one,
      namePresentation: party.namePresentation ?? party.presentation ?? 'allowed_not_screened',
    })),
  pres: (party, value) =>
    withPresentation(value, 'combined', (one) => ({ ...party, presentation: one, namePresentation: one })),
  subaddr: (party, value) => changed(party, { subaddress: { ...(party.subaddress ?? NO_SUBADDRESS), text: value } }),
  'subaddr-valid': (party, value) =>
    changed(party, { subaddress: { ...(party.subaddress ?? NO_SUBADDRESS), valid: isNumberOne(value) } }),
  'subaddr-type'(party, value) {
    const type = Number.parseInt(value, 10) || (value.trim().toLowerCase() === 'user' ? USER_SPECIFIED : 0);
    return changed(party, { subaddress: { ...(party.subaddress ?? NO_SUBADDRESS), type } });
  },
  'subaddr-odd': (party, value) =>
    changed(party, { subaddress: { ...(party.subaddress ?? NO_SUBADDRESS), odd: isNumberOne(value) } }),
  tag: (party, value) => changed(party, { tag: value }),
};

/** Sets a field of a party; undefined where there is no such field. */
export function writePartyField(party: Party, field: string, value: string): PartyChange | undefined {
  return Object.hasOwn(WRITERS, field) ? WRITERS[field]?.(party, value) : undefined;
}

function withPresentation(
  value: string,
  what: string,
  change: (presentation: ReturnType<typeof presentationNamed>) => Party,
): PartyChange {
  const presentation = presentationNamed(value);
  return presentation
    ? { party: change(presentation) }
    : { fault: `Unknown ${what} presentation '${value}', value unchanged` };
}

/** A number that is not zero. */
function isNumberOne(value: string): boolean {
  return (Number.parseInt(value, 10) || 0) !== 0;
}
