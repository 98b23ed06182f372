import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import type { ConfigText } from '../../config/text.ts';
import {
  splitOutside,
  type WrittenApplication,
  writtenApplications,
} from '../../dialplan/check/written-application.ts';
import type { DialplanModel, ExtensionModel } from '../../dialplan/model/model.ts';
import { type Part, parseText, type ReferencePart } from '../../dialplan/substitute/parse.ts';
import { parseFunctionText, parseReference } from '../../dialplan/substitute/reference.ts';
import { codes } from './codes.ts';

/** Functions whose value somebody outside decides. */
const FROM_OUTSIDE: Readonly<Record<string, string>> = {
  CALLERID: 'the caller decides',
  CONNECTEDLINE: 'the other party decides',
  REDIRECTING: 'the caller decides',
  CALENDAR_EVENT: 'whoever writes into the calendar decides',
  CALENDAR_QUERY_RESULT: 'whoever writes into the calendar decides',
  CURL: 'a web server decides',
  ENUMLOOKUP: 'a name server decides',
  TXTCIDNAME: 'a name server decides',
  SIP_HEADER: 'the caller decides',
  PJSIP_HEADER: 'the caller decides',
  MESSAGE: 'the sender decides',
  MESSAGE_DATA: 'the sender decides',
  JABBER_RECEIVE: 'the sender decides',
};

/** Functions that let only harmless text through, or give numbers and sums. */
const HARMLESS = new Set([
  ...['FILTER', 'LEN', 'MD5', 'SHA1', 'BASE64_ENCODE', 'URIENCODE', 'KEYPADHASH', 'MATH', 'REGEX', 'FIELDQTY'],
  ...['FIELDNUM', 'ISNULL', 'EXISTS', 'DB_EXISTS', 'STRFTIME', 'STRPTIME', 'CALENDAR_BUSY', 'DEVICE_STATE'],
  ...['EXTENSION_STATE', 'DIALPLAN_EXISTS', 'RAND', 'ABS', 'MIN', 'MAX', 'INC', 'DEC', 'DB'],
]);

/** Applications of which an argument is run or dialled: its index; -1 is the whole text. */
const SINKS: Readonly<Record<string, { readonly argument: number; readonly what: string }>> = {
  system: { argument: -1, what: 'a command of the system' },
  trysystem: { argument: -1, what: 'a command of the system' },
  dial: { argument: 0, what: 'a dial string' },
  retrydial: { argument: 3, what: 'a dial string' },
  originate: { argument: 0, what: 'a dial string' },
  page: { argument: 0, what: 'a dial string' },
  chanisavail: { argument: 0, what: 'a dial string' },
};

/** Why a value is not to be trusted. */
interface Source {
  /** What brings it in, for example `${CALLERID(num)}`. */
  readonly text: string;
  readonly why: string;
}

/** A value from outside inside a text. */
interface Leak extends Source {
  readonly at: number;
  readonly end: number;
}

/**
 * Finds values from outside that reach a command or a dial string unfiltered, directly or through a variable of the same context.
 * Deviation: Asterisk does not look; the call itself runs as there.
 */
export function checkTaint(model: DialplanModel, legacySyntax: boolean): Diagnostic[] {
  const steps = [...writtenApplications(model, legacySyntax)];
  const tainted = taintedVariables(steps);
  const found: Diagnostic[] = [];
  for (const step of steps) {
    const trust = { extension: step.extension, variables: tainted.get(step.context.name) };
    const sink = SINKS[step.name];
    const text = sink && (sink.argument < 0 ? step.argument : step.parts[sink.argument]);
    if (sink && text) {
      for (const leak of leaksIn(text.text, trust)) found.push(report(text, leak, sink.what));
    }
    for (const leak of shellLeaks(step.argument.text, trust))
      found.push(report(step.argument, leak, 'a command of the system'));
  }
  return found;
}

interface Trust {
  readonly extension: ExtensionModel;
  readonly variables: ReadonlyMap<string, Source> | undefined;
}

function report(text: ConfigText, leak: Leak, what: string): Diagnostic {
  const characters = what === 'a dial string' ? '0-9A-Za-z' : '0-9A-Za-z ';
  const written = text.text.slice(leak.at, leak.end);
  return diagnose(
    codes.tainted,
    `'${written}' becomes part of ${what}, and ${leak.why} what it is`,
    text.spanOf(leak.at, leak.end),
    {
      sourceLine: text.sourceLine,
      help: `let only harmless characters through: \${FILTER(${characters},${written})}`,
      ...(leak.text !== written && { notes: [{ message: `its value comes from ${leak.text}` }] }),
    },
  );
}

/** By context, the variables that some `Set` there gives a value from outside; followed through other variables. */
function taintedVariables(steps: readonly WrittenApplication[]): Map<string, Map<string, Source>> {
  const tainted = new Map<string, Map<string, Source>>();
  const assignments = steps.flatMap((step) => assignmentsOf(step).map((one) => ({ ...one, step })));
  for (let grown = true; grown; ) {
    grown = false;
    for (const { name, value, step } of assignments) {
      const variables = tainted.get(step.context.name) ?? new Map<string, Source>();
      tainted.set(step.context.name, variables);
      if (variables.has(name)) continue;
      const [leak] = leaksIn(value, { extension: step.extension, variables });
      if (!leak) continue;
      variables.set(name, { text: leak.text, why: leak.why });
      grown = true;
    }
  }
  return tainted;
}

function assignmentsOf(step: WrittenApplication): { name: string; value: string }[] {
  if (step.name !== 'set' && step.name !== 'mset') return [];
  const pairs = step.name === 'set' ? [step.argument] : splitOutside(step.argument, ',');
  return pairs.flatMap(({ text }) => {
    const equals = text.indexOf('=');
    const name = text.slice(0, equals).trim().replace(/^__?/, '');
    return equals > 0 && /^\w+$/.test(name) ? [{ name, value: text.slice(equals + 1) }] : [];
  });
}

function leaksIn(text: string, trust: Trust): Leak[] {
  return parseText(text).flatMap((part) => (part.kind === 'variable' ? leaksOf(part, text, trust) : []));
}

function leaksOf(part: ReferencePart, text: string, trust: Trust): Leak[] {
  const whole = { at: part.at, end: part.end, text: text.slice(part.at, part.end) };
  const { name, isFunction } = nameOf(part, text);
  if (!isFunction) {
    if (name === 'EXTEN' && isOpen(trust.extension)) return [{ ...whole, why: 'whoever dials decides' }];
    const source = trust.variables?.get(name);
    if (source) return [{ ...whole, ...source }];
  } else {
    if (HARMLESS.has(name)) return [];
    const why = FROM_OUTSIDE[name];
    if (why !== undefined) return [{ ...whole, why }];
  }
  return part.inner.flatMap((inner) => (inner.kind === 'variable' ? leaksOf(inner, text, trust) : []));
}

/** Values from outside in the arguments of SHELL(), wherever it stands. */
function shellLeaks(text: string, trust: Trust): Leak[] {
  const visit = (part: Part): Leak[] => {
    if (part.kind === 'text') return [];
    if (part.kind === 'variable' && nameOf(part, text).name === 'SHELL') {
      return part.inner.flatMap((inner) => (inner.kind === 'variable' ? leaksOf(inner, text, trust) : []));
    }
    return part.inner.flatMap(visit);
  };
  return parseText(text).flatMap(visit);
}

function nameOf(part: ReferencePart, text: string): { name: string; isFunction: boolean } {
  const inner = text.slice(part.at + 2, part.unclosed ? part.end : part.end - 1);
  const { subject, isFunction } = parseReference(inner);
  return { name: isFunction ? parseFunctionText(subject).name : subject, isFunction };
}

/** A pattern that ends in `.` or `!` takes whatever is dialled. */
function isOpen({ pattern }: ExtensionModel): boolean {
  return pattern.positions.some(({ kind }) => kind === 'more' || kind === 'rest');
}
