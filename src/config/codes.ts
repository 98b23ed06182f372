import { defineDiagnostic } from '../base/diagnostic-kind.ts';

/** What can be wrong with a configuration file as such (CF01), its options (CF02) and the set of files (CF03). */
export const codes = {
  noSection: defineDiagnostic({
    code: 'CF0101',
    severity: 'error',
    title: 'a value before the first section',
    explanation:
      'Every `name = value` belongs to the `[section]` above it. A value that comes before any section makes Asterisk refuse the whole file, and so does Asterism. Put the line below a section header, for example `[general]`.',
  }),
  badHeader: defineDiagnostic({
    code: 'CF0102',
    severity: 'error',
    title: 'a section header that is not closed',
    explanation:
      'A section header is `[name]`, or `[name](template,+,!)` with the parentheses right after the bracket. A missing `]` or `)` makes Asterisk refuse the whole file. To begin a value name with `[`, write `\\[`.',
  }),
  headerRest: defineDiagnostic({
    code: 'CF0103',
    severity: 'warning',
    title: 'text after a section header is ignored',
    explanation:
      'Whatever follows `[name]` or `[name](...)` on the same line has no effect, unless it is a comment. The usual cause is a blank between `]` and `(`: the options must follow the bracket directly, or nothing is inherited.',
  }),
  noSuchSection: defineDiagnostic({
    code: 'CF0104',
    severity: 'error',
    title: 'a template or section that does not exist',
    explanation:
      '`[phone](base)` copies the values of the section `base`, which must stand above it, in this file or one included before. Asterisk refuses the whole file when there is none. Names are compared without regard to case, but blanks count.',
  }),
  nothingToAddTo: defineDiagnostic({
    code: 'CF0105',
    severity: 'error',
    title: 'an addition to a section that does not exist',
    explanation:
      '`[name](+)` adds lines to a section `name` that stands above it; `(+type=endpoint)` adds to the one whose `type` matches. There must be such a section, and it must not be a template; otherwise Asterisk refuses the whole file.',
  }),
  badFilter: defineDiagnostic({
    code: 'CF0106',
    severity: 'error',
    title: 'a section filter that cannot be read',
    explanation:
      'The form is `[name](+option=regex&option=regex)`: the lines are added to the first section `name` whose options match all the regular expressions.',
  }),
  noEquals: defineDiagnostic({
    code: 'CF0107',
    severity: 'warning',
    title: 'a line that is neither a section, a value nor a comment',
    explanation:
      'A line must be `[section]`, `name = value`, `name => value`, `#include file` or a comment that begins with `;`. Asterisk skips anything else with a warning, so what was meant has no effect.',
  }),
  noName: defineDiagnostic({
    code: 'CF0108',
    severity: 'warning',
    title: 'a value without a name',
    explanation: 'There is nothing to the left of the `=`. The line is skipped.',
  }),
  lineTooLong: defineDiagnostic({
    code: 'CF0109',
    severity: 'warning',
    title: 'a line that is too long',
    explanation:
      'A line may have 8190 bytes. A longer one is skipped as a whole, as in Asterisk. Split the value: `name += text` appends to the value of the same name above it.',
  }),
  unclosedComment: defineDiagnostic({
    code: 'CF0110',
    severity: 'warning',
    title: 'a block comment that is never closed',
    explanation:
      '`;--` begins a comment over several lines that ends with `--;`; they nest. Without an end the rest of the file is comment. For a line of dashes write `;---`, which opens nothing.',
  }),
  strayCommentEnd: defineDiagnostic({
    code: 'CF0111',
    severity: 'warning',
    title: 'the end of a block comment without a beginning',
    explanation:
      '`--;` closes a comment opened by `;--`. Where none is open, Asterisk loses count and silently ignores the rest of the file; Asterism takes the `;` as an ordinary comment.',
  }),
  commentTooDeep: defineDiagnostic({
    code: 'CF0112',
    severity: 'warning',
    title: 'block comments nested too deep',
    explanation: 'Block comments may nest 128 deep. A further `;--` is not counted.',
  }),
  includeMissing: defineDiagnostic({
    code: 'CF0113',
    severity: 'error',
    title: 'an included file that does not exist',
    explanation:
      '`#include` names a file relative to the configuration folder, in quotes, in angle brackets or bare, and may hold the wildcards `*`, `?`, `[...]` and `{a,b}`. When no file fits, Asterisk refuses the whole including file. Use `#tryinclude` for a file that may be absent.',
  }),
  includeCycle: defineDiagnostic({
    code: 'CF0114',
    severity: 'error',
    title: 'a file that includes itself, or includes nested too deep',
    explanation:
      'Includes may nest ten deep, and a file must not include itself, directly or through another. Asterisk reads such a file over and over until the tenth level.',
  }),
  badDirective: defineDiagnostic({
    code: 'CF0115',
    severity: 'warning',
    title: 'an unknown directive',
    explanation:
      'A line that begins with `#` must be `#include`, `#tryinclude` or `#exec`, followed by a file name or a command. Comments begin with `;`. To begin a value name with `#`, write `\\#`.',
  }),
  execRefused: defineDiagnostic({
    code: 'CF0116',
    severity: 'warning',
    title: '#exec is not allowed',
    explanation:
      '`#exec command` runs a program and reads what it prints as if it stood in the file. It needs `execincludes = yes` in the section `[options]` of asterisk.conf; without it the line is skipped.',
  }),
  execFailed: defineDiagnostic({
    code: 'CF0117',
    severity: 'warning',
    title: 'the command of #exec failed',
    explanation:
      'The program could not be run or ended with an error. What it printed until then was read all the same.',
  }),
  oddEncoding: defineDiagnostic({
    code: 'CF0118',
    severity: 'note',
    title: 'a line that is not valid UTF-8',
    explanation:
      'Configuration files are read as UTF-8. A line that is not valid UTF-8 is read as ISO 8859-1 (Latin-1). Save the file as UTF-8 to be sure that names are shown and sent as written.',
  }),
  unreadableFile: defineDiagnostic({
    code: 'CF0119',
    severity: 'error',
    title: 'a file that cannot be read',
    explanation:
      'The file is there, but it is a folder, too large, or its permissions keep the user that Asterism runs as from reading it.',
  }),
  tooMuch: defineDiagnostic({
    code: 'CF0120',
    severity: 'error',
    title: 'too many included files',
    explanation: 'One configuration file may include 5000 others. More than that is taken for a mistake in a wildcard.',
  }),
  unknownOption: defineDiagnostic({
    code: 'CF0201',
    severity: 'warning',
    title: 'an unknown option',
    explanation:
      'The section has no option of this name, neither here nor in Asterisk as far as known, so the line has no effect. Mostly it is a spelling mistake, or the option belongs to another section.',
  }),
  badValue: defineDiagnostic({
    code: 'CF0202',
    severity: 'error',
    title: 'a value that cannot be used',
    explanation:
      'The option exists, but its value is not of the kind it takes. At start the default is used instead; a reload is refused and the old configuration stays.',
  }),
  unknownSection: defineDiagnostic({
    code: 'CF0203',
    severity: 'warning',
    title: 'an unknown section',
    explanation: 'This file has only sections of certain names, and this is none of them. Its lines have no effect.',
  }),
  unknownType: defineDiagnostic({
    code: 'CF0204',
    severity: 'error',
    title: 'an unknown type of section',
    explanation:
      'The option `type` says what a section describes. It is none of those that the file knows, so that the whole section has no effect.',
  }),
  noType: defineDiagnostic({
    code: 'CF0205',
    severity: 'error',
    title: 'a section without a type',
    explanation:
      'In this file every section needs an option `type`, of its own or inherited from a template, that says what it describes. Without it the section has no effect. A section that is only inherited from is marked `[name](!)`.',
  }),
  ignoredOption: defineDiagnostic({
    code: 'CF0206',
    severity: 'note',
    title: 'an option without effect',
    explanation: 'Asterisk knows this option, Asterism has no use for it; the message says why. The line may stay.',
  }),
  deprecatedOption: defineDiagnostic({
    code: 'CF0207',
    severity: 'warning',
    title: 'an option that is out of date',
    explanation: 'The option still works. The help line tells what to write instead.',
  }),
  missingOption: defineDiagnostic({
    code: 'CF0208',
    severity: 'error',
    title: 'an option that must be set',
    explanation: 'The section cannot do its work without this option.',
  }),
  setTwice: defineDiagnostic({
    code: 'CF0209',
    severity: 'warning',
    title: 'an option set twice',
    explanation:
      'The option takes one value, and the section sets it more than once. The last line counts. Setting again what a template sets is not meant: that is what templates are for.',
  }),
  sectionTwice: defineDiagnostic({
    code: 'CF0210',
    severity: 'warning',
    title: 'a section that stands in the file twice',
    explanation:
      'Two sections have the same name, where each should be one of its kind. To add lines to a section that stands above, write `[name](+)`.',
  }),
  contradiction: defineDiagnostic({
    code: 'CF0211',
    severity: 'error',
    title: 'options that do not fit together',
    explanation: 'Each of the options is right for itself, but not with the other; the message says how.',
  }),
  unknownList: defineDiagnostic({
    code: 'CF0212',
    severity: 'warning',
    title: 'a name that no section of the file has',
    explanation: 'The option names a section of the same file, and there is none of that name.',
  }),
  notRead: defineDiagnostic({
    code: 'CF0301',
    severity: 'warning',
    title: 'a file of Asterisk that is not read yet',
    explanation:
      'The file is known: a module of Asterisk reads it. Asterism has nothing yet that does, so what stands in it has no effect. The message says what it waits for.',
  }),
  neverRead: defineDiagnostic({
    code: 'CF0302',
    severity: 'warning',
    title: 'a file of Asterisk that is never read',
    explanation:
      'The file is known: a module of Asterisk reads it. Asterism has no such module and will not have one; the message says why and, where there is one, what to use instead.',
  }),
  strangeFile: defineDiagnostic({
    code: 'CF0303',
    severity: 'note',
    title: 'a file that nothing reads',
    explanation:
      'The file ends in .conf, but it is neither one of the known files of Asterisk nor included by another one. Perhaps its name is misspelt.',
  }),
} as const;
