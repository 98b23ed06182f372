import { defineDiagnostic } from '../../base/diagnostic-kind.ts';

/** What can be wrong with the files of the home bridge. */
export const codes = {
  brokenLine: defineDiagnostic({
    code: 'HB0101',
    severity: 'error',
    title: 'a line that is neither a section nor an attribute',
    explanation:
      'A file of the home bridge has sections `[name]`, sections within them `[[name]]`, and attributes `name = value`.',
  }),
  deepSection: defineDiagnostic({
    code: 'HB0102',
    severity: 'error',
    title: 'a section without the one around it',
    explanation:
      '`[[name]]` belongs to the `[name]` above it, `[[[name]]]` to a `[[name]]`. The one shown skips a step.',
  }),
  missing: defineDiagnostic({
    code: 'HB0103',
    severity: 'error',
    title: 'an attribute that is needed',
    explanation:
      'plugin.conf needs a section with `class_name = Asterisk`, and in it the username and password of a manager account.',
  }),
  badValue: defineDiagnostic({
    code: 'HB0104',
    severity: 'error',
    title: 'a value of the wrong form',
    explanation:
      'A port is a number up to 65535, a type is bool, num or str, a database entry is family/key, and a token has at least 16 characters. The message says which of these it is.',
  }),
  wrongType: defineDiagnostic({
    code: 'HB0105',
    severity: 'error',
    title: 'an attribute that does not fit the type of its item',
    explanation: '`ast_dev` belongs to an item of `type = bool`, `ast_box` to one of `type = num`.',
  }),
  unknownAttribute: defineDiagnostic({
    code: 'HB0106',
    severity: 'note',
    title: 'an attribute without effect',
    explanation: 'The home bridge does not know this attribute; another program may.',
  }),
} as const;
