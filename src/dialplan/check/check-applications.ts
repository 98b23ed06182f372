import { nearestName } from '../../base/similar.ts';
import type { ConfigText } from '../../config/text.ts';
import type { ArgumentFault } from '../../extend/argument.ts';
import { asteriskApplications, asteriskFunctions } from '../../extend/inventory.ts';
import { applicationKind, functionKind } from '../../extend/kinds.ts';
import type { Registry } from '../../extend/registry.ts';
import { codes } from '../codes.ts';
import type { Faults } from '../model/faults.ts';
import { compileReferences } from '../substitute/references.ts';
import { unbuiltApplication, unbuiltFunction } from '../unbuilt.ts';
import { checkOldFunction } from './check-old-habits.ts';
import { checkTimes } from './check-times.ts';
import { isConstant, type WrittenApplication } from './written-application.ts';

/** Whether the application that a line names exists, and can use constant arguments. */
export function checkApplication(step: WrittenApplication, registry: Registry, faults: Faults): void {
  const { application, argument, name } = step;
  if (name === '' || !isConstant(application)) return;
  const definition = registry.application(name);
  if (definition) {
    if (isConstant(argument))
      addFaults(definition.name, definition.prepare(argument.text).faults, argument, application, faults);
    return;
  }
  const unbuilt = unbuiltApplication(name);
  if (unbuilt) {
    faults.add(unbuilt.kind, `${application.text} ${unbuilt.words}`, application, {
      help: 'a call that gets here ends',
    });
  } else {
    const near = nearestName(name, [...registry.list(applicationKind).map((one) => one.name), ...asteriskApplications]);
    faults.add(codes.unknownApplication, `unknown application '${application.text}'`, application, {
      help: near === undefined ? 'a call that gets here ends' : `a similar name exists: '${near}'`,
    });
  }
}

/** The functions that a text reads, and the one that `Set` and `MSet` write; and what in `\${…}` and `$[…]` cannot be understood. */
export function checkTexts(step: WrittenApplication, registry: Registry, faults: Faults, legacySyntax: boolean): void {
  const { argument, name } = step;
  const { functions, faults: broken } = compileReferences(argument.text);
  for (const { at, end, name: called, args, argsAt } of functions) {
    const text = argument.part(at, end);
    const whole = argument.part(at, argsAt + args.length + 1);
    if (checkOldFunction(whole, called, args, registry, legacySyntax ? undefined : faults)) continue;
    const definition = checkFunction(text, registry, faults);
    if (!definition) continue;
    const given = argument.part(argsAt, argsAt + args.length);
    if (called === 'IFTIME') checkTimes(given, faults);
    checkItem(called, definition.items?.read, given, faults);
    if (!definition.read) faults.add(codes.badArguments, `${called}() can only be written, not read`, text);
    else if (isConstant(given)) addFaults(`${called}()`, definition.check(given.text), given, text, faults);
  }
  for (const { kind, at, end, detail } of broken) {
    const place = { start: at, end };
    if (kind === 'missing-brace') {
      faults.add(codes.missingBrace, "this '${' has no '}'", argument, { ...place, end: at + 2, help: "add the '}'" });
    } else if (kind === 'missing-bracket') {
      faults.add(codes.missingBracket, "this '$[' has no ']'", argument, {
        ...place,
        end: at + 2,
        help: "add the ']'",
      });
    } else if (kind === 'missing-parenthesis') {
      faults.add(codes.missingParenthesis, "this function has no ')'", argument, { ...place, help: "add the ')'" });
    } else {
      faults.add(codes.badExpression, `this expression cannot be understood${inWords(detail)}`, argument, {
        ...place,
        help: 'put quotes around texts, and an operator between any two values',
      });
    }
  }
  if (name === 'gotoiftime' || name === 'execiftime') checkTimes(argument, faults);
  if (name === 'set') checkWritten(argument, registry, faults, legacySyntax);
  else if (name === 'mset') for (const part of step.parts) checkWritten(part, registry, faults, legacySyntax);
}

/** `NAME(args)=value` */
function checkWritten(assignment: ConfigText, registry: Registry, faults: Faults, legacySyntax: boolean): void {
  const match = /^\s*([A-Za-z_0-9]+)\(/.exec(assignment.text);
  const equals = assignment.text.indexOf('=');
  const called = match?.[1];
  if (called === undefined || equals < 0 || !assignment.text.slice(0, equals).trimEnd().endsWith(')')) return;
  const at = (match?.[0].length ?? 0) - called.length - 1;
  const text = assignment.part(at, at + called.length);
  const argsAt = at + called.length + 1;
  const close = assignment.text.lastIndexOf(')', equals);
  const args = assignment.text.slice(argsAt, close);
  const whole = assignment.part(at, close + 1);
  if (checkOldFunction(whole, called, args, registry, legacySyntax ? undefined : faults)) return;
  const definition = checkFunction(text, registry, faults);
  checkItem(called, definition?.items?.write, assignment.part(argsAt, close), faults);
  if (definition && !definition.write)
    faults.add(codes.badArguments, `${called}() can only be read, not written`, text);
}

/** Whether a function knows the item that it is asked for. */
function checkItem(called: string, items: readonly string[] | undefined, args: ConfigText, faults: Faults): void {
  const comma = args.text.indexOf(',');
  const item = (comma < 0 ? args : args.part(0, comma)).trim();
  if (!items || item.text === '' || !isConstant(item) || items.includes(item.text.toLowerCase())) return;
  const near = nearestName(item.text, items);
  faults.add(codes.unknownItem, `${called}() has nothing called '${item.text}'`, item, {
    help:
      near === undefined
        ? `asterism -rx "core show function ${called}" lists what it has`
        : `a similar name exists: '${near}'`,
  });
}

function checkFunction(text: ConfigText, registry: Registry, faults: Faults) {
  const definition = registry.function(text.text);
  if (definition) return definition;
  const unbuilt = unbuiltFunction(text.text);
  if (unbuilt) {
    faults.add(unbuilt.kind, `${text.text}() ${unbuilt.words}`, text, { help: 'its value is empty' });
    return undefined;
  }
  const near = nearestName(text.text, [...registry.list(functionKind).map((one) => one.name), ...asteriskFunctions]);
  faults.add(codes.unknownFunction, `unknown function '${text.text}'`, text, {
    help: near === undefined ? 'its value is empty' : `a similar name exists: '${near}'`,
  });
  return undefined;
}

function addFaults(
  name: string,
  list: readonly ArgumentFault[],
  argument: ConfigText,
  otherwise: ConfigText,
  faults: Faults,
): void {
  for (const { message, help, part } of list) {
    const at = part === undefined || part === '' ? -1 : argument.text.indexOf(part);
    const place = at < 0 ? {} : { start: at, end: at + (part?.length ?? 0) };
    faults.add(codes.badArguments, `${name}: ${message}`, at < 0 ? otherwise : argument, { ...place, help });
  }
}

/** What the parser of expressions says, for people. */
function inWords(detail: string): string {
  const unexpected = /unexpected (\S+?),? /.exec(`${detail} `)?.[1];
  if (unexpected === '$end') return ': something is missing at its end';
  return unexpected === undefined ? '' : `: ${unexpected} cannot stand here`;
}
