import type { FeatureRight } from '../../../channel/bridge/feature-rights.ts';
import { list, type OptionsGiven, options, rest, text } from '../../../extend/argument.ts';

/** Every option of Dial(), with what it does. */
export const dialOptionTable = {
  A: { doc: 'play A(x[:y]): x to the called party when it answers, y to the caller', parameter: 'required' },
  a: { doc: 'answer the calling channel as soon as the called one answers' },
  b: {
    doc: 'run the subroutine b([[context^]exten^]priority[(args)]) on each called channel before it is called',
    parameter: 'required',
  },
  B: { doc: 'run the subroutine B(…) on the calling channel before any is called', parameter: 'required' },
  C: { doc: 'start the call detail record anew, as ResetCDR() does' },
  c: { doc: 'tell the phones that are cancelled that the call was answered elsewhere' },
  d: { doc: 'while it rings, let the caller dial one digit that is an extension of EXITCONTEXT, else of the context' },
  D: {
    doc: 'send digits D([called][:calling[:progress[:mfprogress[:mfwink[:sfprogress[:sfwink]]]]]]) after the answer, or on progress; no line winks here',
    parameter: 'required',
  },
  E: { doc: 'the caller hears the MF and SF digits of D too' },
  e: { doc: 'run the h extension for the called party when the call is over' },
  f: { doc: 'force the caller id f([x]) of the called leg: x, or the extension', parameter: 'optional' },
  F: {
    doc: 'when the caller hangs up, send the called party to F([[context^]exten^]priority), or to the next priority',
    parameter: 'optional',
  },
  g: { doc: 'go on in the dialplan when the called party hangs up' },
  G: {
    doc: 'when answered, send the caller to G([[context^]exten^]priority) and the called party to the priority after it',
    parameter: 'required',
  },
  h: { doc: 'the called party may hang up by the code `disconnect` of features.conf' },
  H: { doc: 'the caller may hang up by the code `disconnect` of features.conf' },
  i: { doc: 'ignore forwarding by called phones' },
  I: { doc: 'ignore changes of the connected party' },
  j: { doc: 'use the stream topology of the caller; there is one stream of audio' },
  k: { doc: 'the called party may park the call' },
  K: { doc: 'the caller may park the call' },
  L: {
    doc: 'limit the call to L(x[:y[:z]]): x ms, warning when y ms are left, again every z ms',
    parameter: 'required',
  },
  m: {
    doc: 'play music to the caller instead of ringing',
    parameter: 'optional',
  },
  M: { doc: 'run the macro M(name[^arg…]) on the called channel before the two are joined', parameter: 'required' },
  n: { doc: 'keep no introductions of callers; n(1): not of a call that nobody takes either', parameter: 'optional' },
  N: { doc: 'screen no callers that show a number' },
  o: { doc: 'the caller id of the called leg is that of the caller, or o(x)', parameter: 'optional' },
  O: { doc: 'operator services; of effect on analog lines only', parameter: 'optional' },
  p: { doc: 'the caller says a name, and the called party decides whether to take the call' },
  P: {
    doc: 'as p, and what was decided is kept in the database under P(x), or the extension, for the next call',
    parameter: 'optional',
  },
  Q: { doc: 'the cause Q(cause) that cancelled phones are told', parameter: 'required' },
  r: {
    doc: 'show ringing to the caller, whatever the called party does; r(tone) plays that tone',
    parameter: 'optional',
  },
  R: { doc: 'show ringing to the caller until there is early media' },
  S: { doc: 'hang up S(x) seconds after the answer', parameter: 'required' },
  s: { doc: 'the tag s(x) of the caller id, with f', parameter: 'required' },
  t: { doc: 'the called party may transfer the call' },
  T: { doc: 'the caller may transfer the call' },
  U: {
    doc: 'run the subroutine U(context[^arg…]) on the called channel before the two are joined',
    parameter: 'required',
  },
  u: { doc: 'the presentation u(x) of the caller id, with f', parameter: 'required' },
  w: { doc: 'the called party may record the call' },
  W: { doc: 'the caller may record the call' },
  x: { doc: 'the called party may record the call (MixMonitor)' },
  X: { doc: 'the caller may record the call (MixMonitor)' },
  z: { doc: 'a forwarded call rings without limit' },
} as const;

/** The option argument of Dial() and its kin. */
const dialOptions = options('what happens on the way', dialOptionTable);

/** The arguments of Dial(), which RetryDial() takes too. */
export const dialArguments = {
  destinations: list('TECH/resource[&TECH/resource…]'),
  timeout: text('seconds to ring, fractions allowed; after a ^ the seconds until a sign of life'),
  options: dialOptions,
  url: rest('accepted and not sent: no phone of today takes one'),
};

/** The options of one Dial(). */
export type DialOptions = OptionsGiven<Letter>;

/** The options that allow something by digits. */
export type RightLetter = 't' | 'T' | 'h' | 'H' | 'k' | 'K' | 'w' | 'W' | 'x' | 'X';

type Letter = Extract<keyof typeof dialOptionTable, string>;

/** What each letter, for the called party and for the caller, allows by digits. */
const RIGHTS: ReadonlyArray<readonly [callee: RightLetter, caller: RightLetter, right: FeatureRight]> = [
  ['t', 'T', 'transfer'],
  ['h', 'H', 'disconnect'],
  ['k', 'K', 'park'],
  ['w', 'W', 'record'],
  ['x', 'X', 'mix-record'],
];

/** What a party of the call may do by digits. */
export function rightsOf(
  options: { has(letter: RightLetter): boolean },
  party: 'caller' | 'callee',
): ReadonlySet<FeatureRight> {
  return new Set(
    RIGHTS.filter(([callee, caller]) => options.has(party === 'caller' ? caller : callee)).map(([, , right]) => right),
  );
}
