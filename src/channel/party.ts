const PRESENTATIONS = [
  'allowed_not_screened',
  'allowed_passed_screen',
  'allowed_failed_screen',
  'allowed',
  'prohib_not_screened',
  'prohib_passed_screen',
  'prohib_failed_screen',
  'prohib',
  'unavailable',
] as const;

/** How much of a party may be shown: the values of CALLERID(pres). */
export type Presentation = (typeof PRESENTATIONS)[number];

/** Q.931's number of a presentation, and the words for it, by name. */
const PRESENTATION_LABELS: Readonly<Record<Presentation, readonly [number: number, text: string]>> = {
  allowed_not_screened: [0, 'Presentation Allowed, Not Screened'],
  allowed_passed_screen: [1, 'Presentation Allowed, Passed Screen'],
  allowed_failed_screen: [2, 'Presentation Allowed, Failed Screen'],
  allowed: [3, 'Presentation Allowed, Network Number'],
  prohib_not_screened: [32, 'Presentation Prohibited, Not Screened'],
  prohib_passed_screen: [33, 'Presentation Prohibited, Passed Screen'],
  prohib_failed_screen: [34, 'Presentation Prohibited, Failed Screen'],
  prohib: [35, 'Presentation Prohibited, Network Number'],
  unavailable: [67, 'Number Unavailable'],
};

/** The presentation of a party as programs are told it: its number of Q.931 §4.5.10, and words; a party without a number is unavailable. */
export function presentationOf(party: Party): { readonly number: number; readonly text: string } {
  const usual = party.number ? 'allowed_not_screened' : 'unavailable';
  const [number, text] = PRESENTATION_LABELS[party.presentation ?? usual];
  return { number, text };
}

/** What stands behind a number inside of a building. @see Q.931 §4.5.9 */
export interface Subaddress {
  readonly text: string;
  /** It is to be told. */
  readonly valid: boolean;
  /** 0 is an NSAP, 2 is specified by the user. */
  readonly type: number;
  readonly odd: boolean;
}

/** One party: a name and a number, either of which may be unknown (undefined) or empty. */
export interface Party {
  readonly name?: string | undefined;
  readonly number?: string | undefined;
  /** That of the number, and of the name where that has none of its own. */
  readonly presentation?: Presentation | undefined;
  readonly namePresentation?: Presentation | undefined;
  /** The charset of the name, a word of CALLERID(name-charset). */
  readonly nameCharset?: string | undefined;
  /** Type of number and numbering plan in one byte. @see Q.931 §4.5.10 */
  readonly numberPlan?: number | undefined;
  readonly subaddress?: Subaddress | undefined;
  /** A tag of the dialplan's own, never sent. */
  readonly tag?: string | undefined;
}

/** Nobody known. */
export const unknownParty: Party = {};

/** Who is who on a channel. Each field is replaced as a whole; a Party is immutable. */
export interface Parties {
  /** Who is at the far end of this channel when it calls in; what is shown when it is called. */
  caller: Party;
  /** Whom this channel is talking to. */
  connected: Party;
  /** The number that was dialled (DNID). */
  dialed: string;
  /** Who sent the call here by forwarding it (RDNIS). */
  redirecting: Party;
  /** Automatic number identification: who pays. */
  ani: string | undefined;
}

/** What of a presentation's number says whether it may be shown, and how sure it is. @see Q.931 §4.5.10 */
const [RESTRICTION, SCREENING] = [0x60, 0x03];
/** The restrictions in the order in which they go before others: none, not available, prohibited. */
const RESTRICTIONS = [0x00, 0x40, 0x20];

/** The presentation of a party as a whole: shown as little as its name or its number may be, and as sure as its number is; `unavailable` where neither is known. */
export function combinedPresentation(party: Party): Presentation {
  const { name, number, presentation = 'allowed_not_screened', namePresentation = presentation } = party;
  if (number === undefined) return name === undefined ? 'unavailable' : namePresentation;
  if (name === undefined) return presentation;
  const [ofName] = PRESENTATION_LABELS[namePresentation];
  const [ofNumber] = PRESENTATION_LABELS[presentation];
  const rank = (one: number): number => RESTRICTIONS.indexOf(one & RESTRICTION);
  const restriction = (rank(ofName) > rank(ofNumber) ? ofName : ofNumber) & RESTRICTION;
  const combined = restriction | (ofNumber & SCREENING);
  return PRESENTATIONS.find((one) => PRESENTATION_LABELS[one][0] === combined) ?? 'unavailable';
}

/** Parties of a new channel. */
export function emptyParties(): Parties {
  return { caller: unknownParty, connected: unknownParty, dialed: '', redirecting: unknownParty, ani: undefined };
}

/**
 * Reads `"Name" <num>`, `Name <num>`, `<num>`, a bare number, or a bare name, as call files, AMI and `callerid=` write it.
 * Text without brackets that holds only digits and dialling signs is a number, else a name.
 */
export function parseCallerId(text: string): Party {
  const trimmed = text.trim();
  const bracket = /^(.*?)<([^<>]*)>\s*$/s.exec(trimmed);
  if (bracket) {
    const name = unquote((bracket[1] ?? '').trim());
    const number = shrinkNumber(bracket[2] ?? '');
    return { ...(name !== '' && { name }), ...(number !== '' && { number }) };
  }
  if (trimmed === '') return unknownParty;
  const bare = unquote(trimmed);
  if (/^[0-9+*#(). -]+$/.test(bare)) return { number: shrinkNumber(bare) };
  return { name: bare };
}

/** `"Name" <num>`, the form of CALLERID(all); an unknown party is `"" <>`. */
export function formatCallerId(party: Party): string {
  return `"${party.name ?? ''}" <${party.number ?? ''}>`;
}

/** Removes what people write between the digits of a number: spaces, brackets, dashes, and dots that are not at the end. */
export function shrinkNumber(text: string): string {
  return text
    .trim()
    .replace(/[() ]/g, '')
    .replace(/-(?![^[]*\])/g, '')
    .replace(/\.(?=.)/g, '');
}

function unquote(text: string): string {
  if (text.length >= 2 && text.startsWith('"') && text.endsWith('"')) return text.slice(1, -1).replace(/\\(.)/g, '$1');
  return text;
}

/** The presentation of that name, in any case; undefined if there is none. */
export function presentationNamed(text = ''): Presentation | undefined {
  const name = text.trim().toLowerCase();
  return PRESENTATIONS.find((presentation) => presentation === name);
}
