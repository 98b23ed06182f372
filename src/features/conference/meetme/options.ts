import type { OptionsGiven } from '../../../extend/argument.ts';

/** Every option of MeetMe(), with what it does. */
export const meetmeOptionTable = {
  a: { doc: 'an administrator: the room cannot be locked for it, and its menu has more' },
  A: { doc: 'marked: those with w wait for it' },
  b: {
    doc: 'run the AGI script of MEETME_AGI_BACKGROUND, or conf-background.agi, and leave when it ends; it alone sees the digits',
  },
  c: { doc: 'say how many others there are' },
  C: { doc: 'go on in the dialplan when sent out' },
  d: { doc: 'make the room where there is none of that number' },
  D: { doc: 'make the room where there is none of that number, and ask for the PIN that it is to have' },
  e: { doc: 'choose an empty room of meetme.conf' },
  E: { doc: 'choose an empty room of meetme.conf that has no PIN' },
  F: { doc: 'send the digits that are pressed to the others' },
  G: { doc: 'play G(prompt) to this caller first', parameter: 'required' },
  i: { doc: 'announce coming and going by name; the caller may say it again' },
  I: { doc: 'announce coming and going by name' },
  k: { doc: 'leave when nobody else is left' },
  l: { doc: 'only listen' },
  L: {
    doc: 'leave after L(x[:y[:z]]) milliseconds, with the prompt of LIMIT_WARNING_FILE or a beep when y are left and every z after that',
    parameter: 'required',
  },
  m: { doc: 'muted at first' },
  M: { doc: 'music of a class while alone or waiting', parameter: 'optional' },
  n: { doc: 'no noise reduction; there is none anyway' },
  o: { doc: 'leave out who is silent; that is always so' },
  p: { doc: 'leave by # or by one of the keys p(keys)', parameter: 'optional' },
  P: { doc: 'ask for the PIN even if it is given' },
  q: { doc: 'quiet: no prompts to this caller, and none about it' },
  r: { doc: 'record the room to MEETME_RECORDINGFILE in the format MEETME_RECORDINGFORMAT' },
  s: { doc: '* opens a menu' },
  S: { doc: 'leave after S(x) seconds', parameter: 'required' },
  t: { doc: 'only talk' },
  T: { doc: 'tell manager clients who talks' },
  v: {
    doc: 'announce coming and going with the greeting of v(mailbox@context); i and I say how where there is none',
    parameter: 'optional',
  },
  w: { doc: 'wait until somebody marked is there, for w(seconds) at most', parameter: 'optional' },
  x: { doc: 'leave when the last marked one does' },
  X: { doc: 'leave by a digit that is an extension of MEETME_EXIT_CONTEXT, or of this context' },
  '1': { doc: 'do not say that nobody else is there' },
} as const;

/** The options of one MeetMe(). */
export type MeetmeOptions = OptionsGiven<Extract<keyof typeof meetmeOptionTable, string>>;
