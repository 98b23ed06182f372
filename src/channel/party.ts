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

/** Which of several behind one number is meant. @see ITU-T Q.931 §4.5.9 */
export interface Subaddress {
  readonly valid: boolean;
  /** 0 for NSAP, 2 for what users agree on. */
  readonly type: 0 | 2;
  /** It has an odd number of digits. */
  readonly odd: boolean;
  readonly text: string;
}

/** One party: a name and a number, either of which may be unknown (undefined) or empty. */
export interface Party {
  readonly name?: string | undefined;
  readonly number?: string | undefined;
  readonly presentation?: Presentation | undefined;
  /** Of the name alone, where it differs. */
  readonly namePresentation?: Presentation | undefined;
  /** The character set that the name is said to be in; `iso8859-1` where nothing is said. */
  readonly charset?: string | undefined;
  /** Type and plan of the number, as the octet of Q.931 §4.5.10; 0 where nothing is said. */
  readonly plan?: number | undefined;
  readonly subaddress?: Subaddress | undefined;
  /** A tag of the dialplan's own, never sent. */
  readonly tag?: string | undefined;
  /** What programs of this PBX are told instead. */
  readonly private?: Party | undefined;
}

/** How a call came to be sent elsewhere, besides who sent it. Immutable. */
export interface Redirection {
  /** Where it was sent. */
  readonly to: Party;
  /** Who sent it first, where it was sent more than once. */
  readonly origin: Party;
  /** `cfb`, `cfnr`, `cfu` and so on, or words of a peer's own; see {@link redirectingReason}. */
  readonly reason: string;
  readonly originReason: string;
  /** How often. */
  readonly count: number;
}

/** A call that was sent nowhere. */
export const notRedirected: Redirection = {
  to: {},
  origin: {},
  reason: 'unknown',
  originReason: 'unknown',
  count: 0,
};

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
  /** Why the connected party is shown: `answer`, `transfer_active` and so on. */
  connectedSource: string;
  /** Who sent the call here by forwarding it (RDNIS). */
  redirecting: Party;
  /** The rest of what is known of that. */
  redirection: Redirection;
  /** Automatic number identification: who pays. */
  ani: string | undefined;
}

/** Parties of a new channel. */
export function emptyParties(): Parties {
  return {
    caller: unknownParty,
    connected: unknownParty,
    dialed: '',
    connectedSource: 'unknown',
    redirecting: unknownParty,
    redirection: notRedirected,
    ani: undefined,
  };
}

/**
 * Reads `"Name" <num>`, `Name <num>`, `<num>`, a bare number, or a bare name, as call files, AMI and `callerid=` write it.
 * What follows the brackets counts for nothing, and the closing one may lack. Text without brackets that holds only digits and dialling signs is a number, else a name.
 */
export function parseCallerId(text: string): Party {
  const trimmed = text.trim();
  const bracket = /^(.*?)<([^<>]*)(?:>[^<]*)?$/s.exec(trimmed);
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

/** The presentation of that number of Q.931 §4.5.10, written in digits; undefined if there is none. */
export function presentationNumbered(text: string): Presentation | undefined {
  return PRESENTATIONS.find((presentation) => String(PRESENTATION_LABELS[presentation][0]) === text.trim());
}

/** The presentation of that name, in any case; undefined if there is none. */
export function presentationNamed(text = ''): Presentation | undefined {
  const name = text.trim().toLowerCase();
  return PRESENTATIONS.find((presentation) => presentation === name);
}

/** True if who sees number and name alone sees no difference. */
export function samePartyShown(one: Party, other: Party): boolean {
  return (one.number ?? '') === (other.number ?? '') && (one.name ?? '') === (other.name ?? '');
}

/** Reasons in the order of their numbers, with what else they are called. */
const REASONS: ReadonlyArray<readonly [name: string, ...aliases: string[]]> = [
  ['unknown'],
  ['cfb', 'user-busy'],
  ['cfnr', 'no-answer'],
  ['unavailable'],
  ['cfu', 'unconditional'],
  ['time_of_day', 'time-of-day'],
  ['dnd', 'do-not-disturb'],
  ['deflection'],
  ['follow_me', 'follow-me'],
  ['out_of_order', 'out-of-service'],
  ['away'],
  ['cf_dte'],
  ['send_to_vm'],
];

/** The usual word for a reason that a call was sent elsewhere, from another name or its number; words of one's own stay, nothing is `unknown`. */
export function redirectingReason(text: string): string {
  const wanted = text.trim();
  if (wanted === '') return 'unknown';
  const byNumber = /^\d+$/.test(wanted) ? REASONS[Number(wanted)] : undefined;
  const found = byNumber ?? REASONS.find((names) => names.includes(wanted.toLowerCase()));
  return found?.[0] ?? wanted;
}

/** The word that a Diversion header has for a reason. @see RFC 5806 §4 */
export function diversionReason(reason: string): string {
  const names = REASONS.find(([name]) => name === reason);
  return names?.[1] ?? (names ? names[0] : reason);
}

/** How much of a party may be shown: the stricter of name and number; a party of which neither is known is unavailable. */
export function combinedPresentation(party: Party): Presentation {
  const number = party.number === undefined ? 'unavailable' : (party.presentation ?? 'allowed_not_screened');
  const name = party.name === undefined ? 'unavailable' : (party.namePresentation ?? party.presentation ?? number);
  if (rank(name) >= rank(number)) return number;
  if (name === 'unavailable' || number === 'unavailable')
    return name === 'unavailable' ? name : keep(name, 'not_screened');
  return keep(name, number.replace(/^[^_]*_?/, ''));
}

/** Stricter first; what is not there counts least. */
function rank(presentation: Presentation): number {
  if (presentation.startsWith('prohib')) return 0;
  return presentation === 'unavailable' ? 2 : 1;
}

/** The right of one with the screening of another. */
function keep(presentation: Presentation, screening: string): Presentation {
  const right = presentation.startsWith('prohib') ? 'prohib' : 'allowed';
  return presentationNamed(screening === '' ? right : `${right}_${screening}`) ?? presentation;
}
