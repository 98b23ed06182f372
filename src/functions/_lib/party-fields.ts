import {
  combinedPresentation,
  formatCallerId,
  type Party,
  type Presentation,
  parseCallerId,
  presentationNamed,
  presentationNumbered,
  type Subaddress,
} from '../../channel/party.ts';

/** The fields of a party that the dialplan can ask for, in small letters; `number` and `ton` are other names. */
export const PARTY_FIELDS = [
  ...['all', 'name', 'name-valid', 'name-charset', 'name-pres'],
  ...['num', 'number', 'num-valid', 'num-plan', 'ton', 'num-pres', 'pres'],
  ...['subaddr', 'subaddr-valid', 'subaddr-type', 'subaddr-odd', 'tag'],
] as const;

type PartyField = (typeof PARTY_FIELDS)[number];

const CHARSETS: readonly string[] = [
  ...['unknown', 'iso8859-1', 'withdrawn', 'iso8859-2', 'iso8859-3', 'iso8859-4', 'iso8859-5', 'iso8859-7'],
  ...['bmp', 'utf8'],
];

const NO_SUBADDRESS: Subaddress = { valid: false, type: 0, odd: false, text: '' };

const READERS: Readonly<Record<PartyField, (party: Party) => string>> = {
  all: formatCallerId,
  name: ({ name }) => name ?? '',
  'name-valid': ({ name }) => flag(name !== undefined),
  'name-charset': ({ charset }) => charset ?? 'iso8859-1',
  'name-pres': ({ namePresentation, presentation }) => namePresentation ?? presentation ?? 'allowed_not_screened',
  num: ({ number }) => number ?? '',
  number: ({ number }) => number ?? '',
  'num-valid': ({ number }) => flag(number !== undefined),
  'num-plan': ({ plan }) => String(plan ?? 0),
  ton: ({ plan }) => String(plan ?? 0),
  'num-pres': ({ presentation }) => presentation ?? 'allowed_not_screened',
  pres: combinedPresentation,
  subaddr: ({ subaddress }) => subaddress?.text ?? '',
  'subaddr-valid': ({ subaddress }) => flag(subaddress?.valid ?? false),
  'subaddr-type': ({ subaddress }) => String(subaddress?.type ?? 0),
  'subaddr-odd': ({ subaddress }) => flag(subaddress?.odd ?? false),
  tag: ({ tag }) => tag ?? '',
};

/** What changes; a text says what is wrong with the value. */
type Change = Partial<Party> | string;

const WRITERS: Readonly<Record<PartyField, (party: Party, value: string) => Change>> = {
  all(_party, value) {
    const { name = '', number = '' } = parseCallerId(value);
    return { name, number };
  },
  name: (_party, name) => ({ name }),
  'name-valid': ({ name }, value) => ({ name: isTrue(value) ? (name ?? '') : undefined }),
  'name-charset'(_party, value) {
    const charset = CHARSETS.find((known) => known === value.trim().toLowerCase());
    return charset === undefined ? `Unknown name char-set '${value}', value unchanged` : { charset };
  },
  'name-pres': (_party, value) => withPresentation(value, 'name', (namePresentation) => ({ namePresentation })),
  num: setNumber,
  number: setNumber,
  'num-valid': ({ number }, value) => ({ number: isTrue(value) ? (number ?? '') : undefined }),
  'num-plan': setPlan,
  ton: setPlan,
  // the name keeps what it had
  'num-pres': ({ namePresentation, presentation: former }, value) =>
    withPresentation(value, 'number', (presentation) => ({
      presentation,
      namePresentation: namePresentation ?? former ?? 'allowed_not_screened',
    })),
  pres: (_party, value) =>
    withPresentation(value, 'combined', (presentation) => ({ presentation, namePresentation: undefined })),
  subaddr: ({ subaddress = NO_SUBADDRESS }, text) => ({ subaddress: { ...subaddress, text } }),
  'subaddr-valid': ({ subaddress = NO_SUBADDRESS }, value) => ({ subaddress: { ...subaddress, valid: isTrue(value) } }),
  'subaddr-type': ({ subaddress = NO_SUBADDRESS }, value) => ({
    subaddress: { ...subaddress, type: isTrue(value) ? 2 : 0 },
  }),
  'subaddr-odd': ({ subaddress = NO_SUBADDRESS }, value) => ({ subaddress: { ...subaddress, odd: isTrue(value) } }),
  tag: (_party, tag) => ({ tag }),
};

/** A field of a party, `priv-…` one of its private side; undefined for an unknown one. @see observed: Asterisk 16. */
export function readPartyField(party: Party, field: string): string | undefined {
  if (field.startsWith('priv-')) return readPartyField(party.private ?? {}, field.slice('priv-'.length));
  return isPartyField(field) ? READERS[field](party) : undefined;
}

/** What came of setting a field. */
export type PartyWritten =
  | { readonly ok: true; readonly party: Party }
  /** `unknown` is a field that does not exist; else what is wrong with the value. */
  | { readonly ok: false; readonly message: string | 'unknown' };

/** The party with a field set, `priv-…` of its private side. */
export function writePartyField(party: Party, field: string, value: string): PartyWritten {
  if (field.startsWith('priv-')) {
    const inner = writePartyField(party.private ?? {}, field.slice('priv-'.length), value);
    return inner.ok ? { ok: true, party: { ...party, private: inner.party } } : inner;
  }
  if (!isPartyField(field)) return { ok: false, message: 'unknown' };
  const change = WRITERS[field](party, value);
  return typeof change === 'string' ? { ok: false, message: change } : { ok: true, party: { ...party, ...change } };
}

function isPartyField(field: string): field is PartyField {
  return Object.hasOwn(READERS, field);
}

function setNumber(_party: Party, number: string): Change {
  return { number };
}

function setPlan(_party: Party, value: string): Change {
  const plan = leadingInteger(value);
  return plan === undefined ? `Unknown type-of-number/numbering-plan '${value}', value unchanged` : { plan };
}

function withPresentation(value: string, what: string, change: (presentation: Presentation) => Change): Change {
  const presentation = presentationNamed(value) ?? presentationNumbered(value);
  return presentation ? change(presentation) : `Unknown ${what} presentation '${value}', value unchanged`;
}

/** The digits that a text begins with, as a number; undefined where it begins with something else. */
export function leadingInteger(text: string): number | undefined {
  const digits = /^\d{1,9}/.exec(text.trim())?.[0];
  return digits === undefined ? undefined : Number(digits);
}

function isTrue(value: string): boolean {
  return (Number.parseInt(value, 10) || 0) !== 0;
}

function flag(value: boolean): string {
  return value ? '1' : '0';
}
