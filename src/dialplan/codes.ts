import { defineDiagnostic } from '../base/diagnostic-kind.ts';

/** What can be wrong in a dialplan: its lines (DP01), names (DP02), targets (DP03), texts (DP04), old habits (DP05). */
export const codes = {
  unknownDirective: defineDiagnostic({
    code: 'DP0101',
    severity: 'warning',
    title: 'an unknown directive in a context',
    explanation:
      'A context holds `exten =>`, `same =>`, `include =>`, `switch =>`, `lswitch =>`, `eswitch =>`, `ignorepat =>` and `autohints =`. Any other line is ignored.',
  }),
  sameFirst: defineDiagnostic({
    code: 'DP0102',
    severity: 'error',
    title: "'same' without an extension before it",
    explanation:
      '`same => n,App()` adds a priority to the extension of the line above. At the beginning of a context there is none, so the line is skipped. Write `exten => EXTENSION,1,App()` first.',
  }),
  nextFirst: defineDiagnostic({
    code: 'DP0103',
    severity: 'error',
    title: "'n' without a priority before it",
    explanation:
      'The priority `n` is one more than that of the line above. The first extension of a context must begin with the priority 1; a line that begins with `n` is skipped there.',
  }),
  badPriority: defineDiagnostic({
    code: 'DP0104',
    severity: 'error',
    title: 'a priority that is none',
    explanation:
      'A priority is a number from 1 on, `n` (the next), `s` (the same as above), `hint`, or the label of a priority of the same extension, each perhaps with `+number`. The line is skipped. `n` and `hint` are written in small letters.',
  }),
  labelNotClosed: defineDiagnostic({
    code: 'DP0105',
    severity: 'error',
    title: "a label that lacks its ')'",
    explanation: 'A label stands in parentheses behind the priority: `n(again)`. The line is skipped.',
  }),
  priorityTaken: defineDiagnostic({
    code: 'DP0106',
    severity: 'error',
    title: 'a priority that exists already',
    explanation:
      'An extension has each priority once; the first line counts and this one is skipped. Patterns that match exactly the same, such as `_2XX` and `_2[0-9]X`, and numbers that differ only in dashes are one extension.',
  }),
  labelTaken: defineDiagnostic({
    code: 'DP0107',
    severity: 'error',
    title: 'a label that exists already',
    explanation: 'Within an extension each label may stand once. The priority is kept, but without this label.',
  }),
  noApplication: defineDiagnostic({
    code: 'DP0108',
    severity: 'error',
    title: 'a priority without an application',
    explanation:
      'A line is `exten => EXTENSION,PRIORITY,Application(arguments)`. Without an application a call that gets here ends. Use `NoOp()` for a priority that does nothing.',
  }),
  noExtension: defineDiagnostic({
    code: 'DP0109',
    severity: 'error',
    title: 'a line without an extension',
    explanation: 'Nothing stands before the first comma of `exten =>`. The line is skipped.',
  }),
  argumentsNotClosed: defineDiagnostic({
    code: 'DP0110',
    severity: 'error',
    title: "arguments that lack their ')'",
    explanation:
      'The arguments of an application end at the last `)` of the line. There is none, so that all the rest of the line is taken. A common cause is a `;`, which begins a comment: write `\\;`.',
  }),
  textAfterArguments: defineDiagnostic({
    code: 'DP0111',
    severity: 'warning',
    title: "text after the closing ')'",
    explanation: 'What follows the last `)` of an application is ignored.',
  }),
  catchAll: defineDiagnostic({
    code: 'DP0112',
    severity: 'warning',
    title: 'a pattern that matches everything',
    explanation:
      '`_.` and `_!` match the special extensions too (h, i, t, s and so on), which is rarely meant: a call that ends runs `h`, and finds this. Use `_X.` for numbers.',
  }),
  badPattern: defineDiagnostic({
    code: 'DP0113',
    severity: 'error',
    title: 'a faulty pattern',
    explanation:
      'A pattern begins with `_`. X is 0 to 9, Z 1 to 9, N 2 to 9, `[15-7]` one of a set, `.` one or more of anything and `!` zero or more; these two end the pattern. A set needs its `]`, and its ranges must ascend.',
  }),
  badTime: defineDiagnostic({
    code: 'DP0114',
    severity: 'error',
    title: 'a faulty time',
    explanation:
      'A time is `times,weekdays,days of the month,months[,timezone]`, for example `9:00-17:00,mon-fri,*,*`. `*` is always, `&` joins several, ranges may wrap. The faulty part matches never.',
  }),
  includedTwice: defineDiagnostic({
    code: 'DP0115',
    severity: 'warning',
    title: 'a context included twice',
    explanation: 'The same include, with the same times, stands twice. The second has no effect.',
  }),
  badSwitch: defineDiagnostic({
    code: 'DP0116',
    severity: 'warning',
    title: 'a switch that is not known',
    explanation:
      '`switch => Loopback/number@context` looks extensions up in another context. Other switches (Realtime, IAX2, DUNDi, Lua) are not there, so that the line has no effect.',
  }),
  unknownGeneralOption: defineDiagnostic({
    code: 'DP0117',
    severity: 'warning',
    title: 'an unknown option of extensions.conf',
    explanation:
      '[general] of extensions.conf has static, writeprotect, autofallthrough, extenpatternmatchnew, clearglobalvars, overrideswitch and userscontext.',
  }),
  blankBeforeArguments: defineDiagnostic({
    code: 'DP0118',
    severity: 'error',
    title: "a blank between an application and its '('",
    explanation:
      'The blank counts as a part of the name, and no application is called so: a call that gets here ends. Write `Application(arguments)` without a blank.',
  }),
  noBeginning: defineDiagnostic({
    code: 'DP0119',
    severity: 'warning',
    title: 'an extension without a priority 1',
    explanation:
      'A call to an extension begins at its priority 1. This one has later priorities only, and no other extension that matches the same has a first one, so that no call to it begins; only a Goto that names the priority gets here.',
  }),
  unknownApplication: defineDiagnostic({
    code: 'DP0201',
    severity: 'error',
    title: 'an unknown application',
    explanation:
      'No loaded module has an application of this name. A call that gets here ends. Capitals do not matter; `asterism -rx "core show applications"` lists what there is.',
  }),
  unknownFunction: defineDiagnostic({
    code: 'DP0202',
    severity: 'error',
    title: 'an unknown function',
    explanation:
      'No loaded module has a function of this name, so that its value is always empty. Names of functions are written in capitals, and capitals matter.',
  }),
  unbuiltApplication: defineDiagnostic({
    code: 'DP0203',
    severity: 'warning',
    title: 'an application of Asterisk that is not built yet',
    explanation: 'Asterisk has this application, Asterism not yet. A call that gets here ends.',
  }),
  unbuiltFunction: defineDiagnostic({
    code: 'DP0204',
    severity: 'warning',
    title: 'a function of Asterisk that is not built yet',
    explanation: 'Asterisk has this function, Asterism not yet. Its value is empty.',
  }),
  refusedApplication: defineDiagnostic({
    code: 'DP0207',
    severity: 'warning',
    title: 'an application of Asterisk that is refused',
    explanation:
      'Asterisk has this application, Asterism will not: it needs hardware, a protocol that is no longer in use, or a program of somebody else’s; the message says which. A call that gets here ends.',
  }),
  refusedFunction: defineDiagnostic({
    code: 'DP0208',
    severity: 'warning',
    title: 'a function of Asterisk that is refused',
    explanation:
      'Asterisk has this function, Asterism will not: it needs hardware, a protocol that is no longer in use, or a program of somebody else’s; the message says which. Its value is empty.',
  }),
  badArguments: defineDiagnostic({
    code: 'DP0205',
    severity: 'warning',
    title: 'arguments that do not fit',
    explanation:
      'The application or function exists, but cannot use an argument that it is given; the message says which.',
  }),
  unknownItem: defineDiagnostic({
    code: 'DP0206',
    severity: 'warning',
    title: 'something that a function does not have',
    explanation:
      'The first argument of functions such as CALLERID and CHANNEL names one of a fixed set of things. Of an unknown name the value is empty, and setting it has no effect; a call is warned of it in the log.',
  }),
  unknownContext: defineDiagnostic({
    code: 'DP0301',
    severity: 'error',
    title: 'a context that does not exist',
    explanation:
      'The line leads to a context that no section of extensions.conf defines. A call that goes there ends. Capitals matter in the names of contexts.',
  }),
  unknownExtension: defineDiagnostic({
    code: 'DP0302',
    severity: 'warning',
    title: 'an extension that does not exist',
    explanation: 'The context is there, but neither it nor what it includes has an extension that matches.',
  }),
  unknownLabel: defineDiagnostic({
    code: 'DP0303',
    severity: 'error',
    title: 'a label or priority that does not exist',
    explanation: 'The extension is there, but has no such label or priority. A call that goes there ends.',
  }),
  missingInclude: defineDiagnostic({
    code: 'DP0304',
    severity: 'warning',
    title: 'an included context that does not exist',
    explanation:
      'The include has no effect until there is a context of this name, for instance one made while running.',
  }),
  deadHint: defineDiagnostic({
    code: 'DP0306',
    severity: 'warning',
    title: 'a hint that never shows anything',
    explanation:
      'Its lamp stays dark: what stands before the colon of the device is a kind that does not exist, or of which Asterism has no states.',
  }),
  unknownMacro: defineDiagnostic({
    code: 'DP0305',
    severity: 'error',
    title: 'a macro that does not exist',
    explanation: '`Macro(name)` runs the extension `s` of the context `[macro-name]`.',
  }),
  missingBrace: defineDiagnostic({
    code: 'DP0401',
    severity: 'error',
    title: "a '${' without its '}'",
    explanation: 'Everything up to the end of the arguments is taken for the name of the variable.',
  }),
  missingBracket: defineDiagnostic({
    code: 'DP0402',
    severity: 'error',
    title: "a '$[' without its ']'",
    explanation:
      'Everything up to the end of the arguments is taken for the expression. Brackets are counted even inside quotes, so that a single `[` or `]` in a text upsets the count.',
  }),
  missingParenthesis: defineDiagnostic({
    code: 'DP0403',
    severity: 'error',
    title: "a function without its ')'",
    explanation: 'A function is read as `${NAME(arguments)}`.',
  }),
  badExpression: defineDiagnostic({
    code: 'DP0404',
    severity: 'error',
    title: 'an expression that cannot be understood',
    explanation:
      'Between `$[` and `]` stand numbers, words and quoted texts with operators between them. An operator at the beginning or end, or two words side by side, is a fault; its value is 0 or the part before the fault.',
  }),
  oldSeparator: defineDiagnostic({
    code: 'DP0501',
    severity: 'warning',
    title: "'|' between arguments",
    explanation:
      "Up to Asterisk 1.4 arguments were separated by '|'; since 1.6 only by commas, and the bar is text. Write commas, let `asterism check --fix` do so, or set `legacy_syntax = yes` in [compat] of asterisk.conf.",
  }),
  oldApplication: defineDiagnostic({
    code: 'DP0502',
    severity: 'warning',
    title: 'an application that is gone',
    explanation:
      'Asterisk had this application long ago. The help line tells what to write instead; `asterism check --fix` rewrites it, and `legacy_syntax = yes` in [compat] of asterisk.conf makes it work as it stands.',
  }),
  oldFunction: defineDiagnostic({
    code: 'DP0504',
    severity: 'warning',
    title: 'a function that is gone',
    explanation:
      'Asterisk had this function long ago. The help line tells what to write instead; `asterism check --fix` rewrites it, and `legacy_syntax = yes` in [compat] of asterisk.conf makes it work as it stands.',
  }),
  oldJump: defineDiagnostic({
    code: 'DP0503',
    severity: 'warning',
    title: 'a priority that only a jump to n+101 could reach',
    explanation:
      'Up to Asterisk 1.4 an application that failed could jump to its own priority plus 101. Since 1.6 it sets a variable such as DIALSTATUS and the call goes on with the next priority. Ask for the variable with GotoIf, or set `legacy_syntax = yes` in [compat] of asterisk.conf.',
  }),
  aelSyntax: defineDiagnostic({
    code: 'DP0601',
    severity: 'error',
    title: 'AEL that cannot be understood',
    explanation:
      'extensions.ael is a program of contexts, macros and globals; statements end with a semicolon, and blocks stand in braces. The whole file is refused, as Asterisk refuses it, and what was loaded stays.',
  }),
  aelMeaning: defineDiagnostic({
    code: 'DP0602',
    severity: 'error',
    title: 'a statement of AEL that makes no sense where it stands',
    explanation:
      'A `break` belongs into a loop or a switch, a `continue` into a loop, a `goto` needs a label that is there, and a macro is called with as many arguments as it has parameters. The whole file is refused, as Asterisk refuses it.',
  }),
  aelNoReturn: defineDiagnostic({
    code: 'DP0603',
    severity: 'note',
    title: 'a macro of AEL without a return at its end',
    explanation: 'A macro is a subroutine. Where it does not end with `return;` one is put there, as in Asterisk.',
  }),
  aelNoPlace: defineDiagnostic({
    code: 'DP0605',
    severity: 'warning',
    title: 'a goto of AEL to an extension that does not exist',
    explanation:
      'A call that comes there ends. In a macro the own context is the macro’s, whose extension is `~~s~~`: name the context of the place, as in `jump s@office`.',
  }),
  aelUnknownMacro: defineDiagnostic({
    code: 'DP0604',
    severity: 'warning',
    title: 'a macro of AEL that does not exist',
    explanation:
      'The call is a Gosub() to a context of that name; if none is there when it runs, the call ends. It may stand in extensions.conf.',
  }),
} as const;
