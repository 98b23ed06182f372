import { defineDiagnostic } from '../../base/diagnostic-kind.ts';

const KEYWORDS =
  'Channel, CallerID, WaitTime, RetryTime, MaxRetries, Account, Context, Extension, Priority, Application, Data, Set, Codecs, AlwaysDelete, Archive and Early_media';

/** What can be wrong in a call file. */
export const codes = {
  noColon: defineDiagnostic({
    code: 'CL0101',
    severity: 'warning',
    title: 'a line without a colon',
    explanation:
      'Every line of a call file is `Keyword: value`, a comment or blank. This one has no colon and was left out; the call is made without it. Comments begin with `;` anywhere, or with `#` at the start of a line or after a blank.',
  }),
  unknownKeyword: defineDiagnostic({
    code: 'CL0102',
    severity: 'warning',
    title: 'an unknown keyword',
    explanation: `The line was left out. The keywords are ${KEYWORDS}; upper and lower case are the same, and no blank may stand before the keyword or between it and its colon.`,
  }),
  lineTooLong: defineDiagnostic({
    code: 'CL0103',
    severity: 'warning',
    title: 'a line that is too long',
    explanation:
      'A line of a call file has at most 1022 bytes. The longer one was left out, and the call is made without it. Put long texts into a file or the database and pass the key.',
  }),
  badNumber: defineDiagnostic({
    code: 'CL0104',
    severity: 'warning',
    title: 'a value that is not a number',
    explanation:
      'WaitTime, RetryTime and Priority want a whole number from 1, MaxRetries one from 0. The default was taken: WaitTime 45, RetryTime 300, Priority 1, MaxRetries 0.',
  }),
  badVariable: defineDiagnostic({
    code: 'CL0105',
    severity: 'warning',
    title: 'a variable without a value',
    explanation: 'A variable is given as `Set: NAME=value`; this line has no `=` and was left out.',
  }),
  badChannel: defineDiagnostic({
    code: 'CL0106',
    severity: 'warning',
    title: 'a channel without a technology',
    explanation: 'The channel to call is written `Technology/Resource`, for example `Channel: SIP/0000FFFF0001`.',
  }),
  noChannel: defineDiagnostic({
    code: 'CL0110',
    severity: 'error',
    title: 'nobody to call',
    explanation:
      'A call file needs a line like `Channel: SIP/0000FFFF0001` that says whom to call. Without it no call is made; the file is kept in outgoing_failed.',
  }),
  noTarget: defineDiagnostic({
    code: 'CL0111',
    severity: 'error',
    title: 'nothing to do when the call is answered',
    explanation:
      'A call file needs either `Application:` (with `Data:`) or `Extension:` with `Context:`, which say what the called person hears. Without one no call is made; the file is kept in outgoing_failed.',
  }),
  tooLarge: defineDiagnostic({
    code: 'CL0112',
    severity: 'error',
    title: 'a file that is too large for a call file',
    explanation:
      'A call file is a short text of some lines; one of more than a mebibyte is taken for something else and not read.',
  }),
  notText: defineDiagnostic({
    code: 'CL0113',
    severity: 'error',
    title: 'a file that is not text',
    explanation:
      'The file holds zero bytes, as programs, pictures and sounds do. It is not read as a call file; it is kept in outgoing_failed.',
  }),
};
