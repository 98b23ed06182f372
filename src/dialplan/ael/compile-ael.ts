import type { Diagnostic } from '../../base/diagnostic.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import type { ConfigText, SourceLine } from '../../config/text.ts';
import { parseTimeSpec } from '../../extend/time-spec.ts';
import { codes } from '../codes.ts';
import { compareExtensions } from '../model/extension-order.ts';
import { Faults } from '../model/faults.ts';
import { type Contexts, mergeContexts } from '../model/merge-contexts.ts';
import type { ContextModel, ExtensionModel, IncludeModel, PriorityModel, SwitchModel } from '../model/model.ts';
import { parsePattern } from '../pattern/pattern.ts';
import { checkJumps } from './check-jumps.ts';
import { parseAel } from './parse-ael.ts';
import { Routine } from './routine.ts';
import type { LineReader } from './scanner.ts';
import { type AelContext, type AelFile, type AelMacro, type Statement, statementsIn } from './syntax.ts';
import { RoutineWriter } from './write-routine.ts';

/** What an AEL file says. */
export interface CompiledAel {
  readonly contexts: Contexts;
  readonly globals: AelFile['globals'];
  readonly diagnostics: readonly Diagnostic[];
  /** It is not to be used. */
  readonly refused: boolean;
}

const REGISTRAR = 'pbx_ael';
/** Where calls go that hang up inside a macro: to `h` of the context that called it. */
const BUBBLE = 'ael-builtin-h-bubble';

/** Its lines, as those are given who look at what they are compiled to. */
export function aelFile(path: string, lines: readonly SourceLine[]): ConfigFile {
  const nothing = { missing: false, rejected: false, sections: [], templates: [], diagnostics: [] };
  return { ...nothing, path, files: [{ file: path, lines }] };
}

/** Compiles a file of AEL to the same model as extensions.conf, step by step as Asterisk's own compiler does. */
export function compileAel(lines: readonly SourceLine[], read: LineReader): CompiledAel {
  const parsed = parseAel(lines, read);
  const faults = new Faults();
  if ('fault' in parsed) {
    const { message, span, sourceLine } = parsed.fault;
    const diagnostic: Diagnostic = {
      code: codes.aelSyntax.code,
      severity: codes.aelSyntax.severity,
      message,
      span,
      sourceLine,
      notes: [],
    };
    return { contexts: new Map(), globals: [], diagnostics: [diagnostic], refused: true };
  }
  const { file } = parsed;
  const compiler = new Compiler(file, faults);
  const contexts = compiler.run();
  const refused = faults.list.some(({ severity }) => severity === 'error');
  return { contexts: refused ? new Map() : contexts, globals: file.globals, diagnostics: faults.list, refused };
}

/** Keeps EXTEN while a switch runs, which makes extensions of its cases. */
const KEEP_EXTEN = '~~EXTEN~~=${EXTEN}';
const LOCAL_EXTEN = ['LOCAL(~~EXTEN~~)=${EXTEN}', 'LOCAL(~~EXTEN~~)=${~~EXTEN~~}'];

class Compiler {
  readonly #file: AelFile;
  readonly #faults: Faults;
  readonly #macros: ReadonlyMap<string, AelMacro>;
  #statements = 0;

  constructor(file: AelFile, faults: Faults) {
    this.#file = file;
    this.#faults = faults;
    this.#macros = new Map(
      file.parts.flatMap((part) => (part.kind === 'macro' ? [[part.macro.name.text, part.macro]] : [])),
    );
  }

  run(): Contexts {
    const made: ContextModel[] = [];
    for (const part of this.#file.parts)
      made.push(part.kind === 'macro' ? this.#macro(part.macro) : this.#context(part.context));
    const [first] = this.#macros.values();
    if (first) made.push(bubble(first.name));
    const contexts = mergeContexts(made.map((context) => new Map([[context.name, context]])));
    checkJumps(this.#file, contexts, this.#faults);
    return contexts;
  }

  #macro(macro: AelMacro): ContextModel {
    const { name, parameters, statements } = macro;
    const body = [...statements];
    const keepsExten = statements.some(hasSwitch);
    const last = statements.at(-1);
    if (last?.kind !== 'return') {
      const what = last ? 'does not end with a return' : 'is empty';
      this.#faults.add(codes.aelNoReturn, `the macro '${name.text}' ${what}: one is put there`, name);
      body.push({ kind: 'return', at: name });
    }
    const routine = new Routine('~~s~~', name, { first: 1, ofSwitch: false, keepsExten });
    parameters.forEach((one, index) => {
      routine.add(one.replaced('MSet'), one.replaced(`LOCAL(${one.text})=\${ARG${index + 1}}`));
    });
    if (keepsExten) for (const text of LOCAL_EXTEN) routine.add(name.replaced('MSet'), name.replaced(text));
    const written = this.#write(routine, body, name);
    const include: IncludeModel = {
      source: BUBBLE,
      context: BUBBLE,
      time: undefined,
      registrar: REGISTRAR,
      span: name.span,
    };
    return { ...contextOf(name), extensions: written.sort(compareExtensions), includes: [include] };
  }

  #context(context: AelContext): ContextModel {
    const extensions: ExtensionModel[] = [];
    for (const { name, body, hint, registered } of context.extensions) {
      const statements = body.kind === 'block' ? body.statements : [body];
      const keepsExten = statements.some(hasSwitch);
      const routine = new Routine(name.text, name, { first: registered ? 2 : 1, ofSwitch: false, keepsExten });
      if (keepsExten) routine.add(name.replaced('MSet'), name.replaced(KEEP_EXTEN));
      const written = this.#write(routine, statements, context.name);
      if (hint) {
        const own = written[0] ?? extensionOf(name.text, name, new Map(), new Map());
        written[0] = { ...own, hint: { devices: hint.text, name: '', registrar: REGISTRAR, span: hint.span } };
      }
      extensions.push(...written.filter((one) => one.priorities.size > 0 || one.hint));
    }
    return {
      ...contextOf(context.name),
      extensions: extensions.sort(compareExtensions),
      includes: context.includes.map(includeOf),
      switches: [
        ...context.switches.map((one) => switchOf(one, false)),
        ...context.evaluated.map((one) => switchOf(one, true)),
      ],
      ignorePatterns: context.ignorePatterns.map((pattern) => ({
        pattern: parsePattern(pattern.text),
        registrar: REGISTRAR,
        span: pattern.span,
      })),
    };
  }

  /** An extension and those that its switches and catches make; its own is the first. */
  #write(routine: Routine, statements: readonly Statement[], context: ConfigText): ExtensionModel[] {
    for (const statement of statements) this.#checkCalls(statement);
    const writer = new RoutineWriter({ next: () => ++this.#statements }, (message, place, help) =>
      this.#faults.add(codes.aelMeaning, message, place, { help }),
    );
    writer.write(routine, statements, context.text);
    return writer.routines.map(modelOf);
  }

  /** Whether macros that are called are there and take so many arguments. */
  #checkCalls(statement: Statement): void {
    for (const inner of statementsIn(statement)) this.#checkCalls(inner);
    if (statement.kind !== 'macro-call') return;
    const { name, argument } = statement;
    const macro = this.#macros.get(name.text);
    if (!macro) {
      this.#faults.add(codes.aelUnknownMacro, `there is no macro '${name.text}'`, name);
      return;
    }
    const given = argument.text.trim() === '' ? 0 : splitTopLevel(argument.text).length;
    const wanted = macro.parameters.length;
    if (given !== wanted)
      this.#faults.add(codes.aelMeaning, `the macro '${name.text}' takes ${wanted} arguments, not ${given}`, name);
  }
}

const contextOf = (name: ConfigText): ContextModel => ({
  name: name.text,
  registrar: REGISTRAR,
  extensions: [],
  includes: [],
  switches: [],
  ignorePatterns: [],
  autohints: false,
  span: name.span,
});

function modelOf(routine: Routine): ExtensionModel {
  const priorities = new Map<number, PriorityModel>();
  const labels = new Map<string, number>();
  for (const step of routine.steps) {
    const { priority, label, application } = step;
    const argument = step.argument();
    if (label) labels.set(label.text, priority);
    const span = application.span;
    priorities.set(priority, { priority, label: label?.text, application, argument, registrar: REGISTRAR, span });
  }
  return extensionOf(routine.name, routine.at, priorities, labels);
}

function extensionOf(
  written: string,
  at: ConfigText,
  priorities: ReadonlyMap<number, PriorityModel>,
  labels: ReadonlyMap<string, number>,
): ExtensionModel {
  const slash = written.indexOf('/');
  const name = slash < 0 ? written : written.slice(0, slash);
  const caller = slash < 0 ? undefined : parsePattern(written.slice(slash + 1));
  return { name, pattern: parsePattern(name), caller, priorities, labels, hint: undefined, span: at.span };
}

function includeOf(written: ConfigText): IncludeModel {
  const source = written.text.replaceAll('|', ',');
  const comma = source.indexOf(',');
  return {
    source,
    context: (comma < 0 ? source : source.slice(0, comma)).trim(),
    time: comma < 0 ? undefined : parseTimeSpec(source.slice(comma + 1)),
    registrar: REGISTRAR,
    span: written.span,
  };
}

function switchOf(written: ConfigText, evaluated: boolean): SwitchModel {
  const slash = written.text.indexOf('/');
  return {
    name: slash < 0 ? written.text : written.text.slice(0, slash),
    data: slash < 0 ? '' : written.text.slice(slash + 1),
    evaluated,
    registrar: REGISTRAR,
    span: written.span,
  };
}

/** A `catch` is an extension of its own. */
function hasSwitch(statement: Statement): boolean {
  if (statement.kind === 'switch') return true;
  return statement.kind !== 'catch' && statementsIn(statement).some(hasSwitch);
}

/** Splits at commas outside of brackets. */
function splitTopLevel(text: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const char of text) {
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}

/** What Asterisk puts into every macro: `h` of the context that called it is looked for. */
function bubble(at: ConfigText): ContextModel {
  const lines: ReadonlyArray<readonly [number, string, string]> = [
    [1, 'Goto', '9991'],
    [9991, 'Set', '~~parentcxt~~=${STACK_PEEK(1,c,1)}'],
    [9992, 'GotoIf', '$["${~~parentcxt~~}"=""]?9996'],
    [9993, 'GotoIf', '${DIALPLAN_EXISTS(${~~parentcxt~~},h,1)}?9994:9996'],
    [9994, 'StackPop', ''],
    [9995, 'Goto', '${~~parentcxt~~},h,1'],
    [9996, 'NoOp', ''],
  ];
  const priorities = new Map(
    lines.map(([priority, application, argument]) => [
      priority,
      {
        priority,
        label: undefined,
        application: at.replaced(application),
        argument: at.replaced(argument),
        registrar: REGISTRAR,
        span: at.span,
      },
    ]),
  );
  return { ...contextOf(at), name: BUBBLE, extensions: [extensionOf('h', at, priorities, new Map())] };
}
