import type { Fix } from '../../base/diagnostic.ts';
import type { ConfigText } from '../../config/text.ts';
import { findBars, modernizeSeparators } from '../../extend/argument-split.ts';
import { asteriskApplications } from '../../extend/inventory.ts';
import type { Registry } from '../../extend/registry.ts';
import { codes } from '../codes.ts';
import type { Faults } from '../model/faults.ts';
import { rewriteOldApplication } from '../walker/legacy.ts';
import { rewriteOldFunction } from '../walker/old-functions.ts';
import type { WrittenApplication } from './written-application.ts';

/** Applications that are old and stay: they are built, or will be. */
const WANTED = new Set(asteriskApplications.map((name) => name.toLowerCase()));

/** Applications whose text may hold a bar for its own sake. */
const BARS_ARE_TEXT = new Set([
  ...['system', 'trysystem', 'set', 'mset', 'noop', 'log', 'sendtext', 'jabbersend', 'jabbersendgroup', 'agi', 'eagi'],
  ...['deadagi', 'gotoiftime', 'execiftime', 'exec', 'tryexec', 'execif', 'while', 'externalivr', 'dumpchan', 'return'],
]);

/**
 * Constructs of Asterisk 1.4 and earlier that mean something else today, each with its exact rewrite: bars between
 * arguments, and applications that are gone.
 * @returns whether one was found; what else the line means then cannot be told.
 */
export function checkOldHabits(step: WrittenApplication, registry: Registry, faults: Faults): boolean {
  const { application, argument, name } = step;
  const modern = modernizeSeparators(argument.text);
  const bars = hasOldBars(name, argument.text);
  const stays = registry.application(name) !== undefined || WANTED.has(name);
  const rewritten = stays ? undefined : rewriteOldApplication(name, bars ? modern : argument.text);
  if (rewritten) {
    const text = `${rewritten.application}(${rewritten.argument})`;
    faults.add(codes.oldApplication, `${application.text}() is gone`, application, {
      help: `write ${text}`,
      fix: wholeFix(application, argument, text),
    });
    return true;
  }
  const [first] = findBars(argument.text);
  if (!bars || first === undefined) return false;
  faults.add(codes.oldSeparator, "'|' separates no arguments any more", argument, {
    start: first,
    end: first + 1,
    help: `write ${application.text}(${modern})`,
    fix: unbroken(argument) ? { span: argument.span, replacement: modern } : undefined,
  });
  return true;
}

/**
 * A function that is gone, with its exact rewrite.
 * @param whole the name and its arguments in parentheses. @param faults undefined where it works all the same. @returns whether it is one.
 */
export function checkOldFunction(
  whole: ConfigText,
  name: string,
  args: string,
  registry: Registry,
  faults: Faults | undefined,
): boolean {
  const rewritten = registry.function(name) ? undefined : rewriteOldFunction(name, args);
  if (!rewritten) return false;
  const text = `${rewritten.name}(${rewritten.args})`;
  faults?.add(codes.oldFunction, `${name}() is gone`, whole, {
    help: `write ${text}`,
    fix: unbroken(whole) ? { span: whole.span, replacement: text } : undefined,
  });
  return true;
}

function hasOldBars(name: string, argument: string): boolean {
  if (findBars(argument).length === 0) return false;
  if (name === 'verbose') return /^\d\|/.test(argument);
  return !BARS_ARE_TEXT.has(name);
}

/** Replaces `Application(argument)`; undefined where it does not stand unbroken in one line. */
function wholeFix(application: ConfigText, argument: ConfigText, replacement: string): Fix | undefined {
  const { span } = application;
  const line = application.sourceLine;
  if (!unbroken(application)) return undefined;
  const after = line.slice(span.endColumn - 1);
  if (!/^\s*\(/.test(after)) return argument.text === '' ? { span, replacement } : undefined;
  const inner = argument.span;
  const empty = argument.text === '';
  const close = empty ? span.endColumn - 1 + after.indexOf(')') : inner.endColumn - 1;
  if (!empty && (inner.line !== span.line || !unbroken(argument))) return undefined;
  if (line[close] !== ')') return undefined;
  return { span: { ...span, endColumn: close + 2 }, replacement };
}

/** Whether the text stands in its line as it is, with nothing taken out. */
function unbroken(text: ConfigText): boolean {
  const { column, endColumn } = text.span;
  return text.sourceLine.slice(column - 1, endColumn - 1) === text.text;
}

/** Applications that jumped to n+101 when they failed. */
const JUMPERS = new Set([
  ...[
    'dial',
    'dbget',
    'voicemail',
    'chanisavail',
    'authenticate',
    'lookupblacklist',
    'lookupcidname',
    'vmauthenticate',
  ],
  ...[
    'hasnewvoicemail',
    'hasvoicemail',
    'mailboxexists',
    'privacymanager',
    'queue',
    'sendtext',
    'transfer',
    'playback',
  ],
  ...['record', 'background', 'sendimage', 'enumlookup', 'txtcidname', 'osplookup', 'setgroup', 'checkgroup', 'random'],
]);

/** A priority 101 above one that jumped there, with nothing just before it and nothing that names it: no call reaches it. */
export function checkOldJump(step: WrittenApplication, faults: Faults): void {
  const { extension, priority, name } = step;
  const target = extension.priorities.get(priority + 101);
  if (step.nested || !JUMPERS.has(name) || !target || target.label !== undefined) return;
  if (extension.priorities.has(priority + 100)) return;
  const number = new RegExp(`\\b${priority + 101}\\b`);
  if ([...extension.priorities.values()].some(({ argument }) => number.test(argument.text))) return;
  faults.add(codes.oldJump, `no call gets to priority ${priority + 101} of '${extension.name}'`, target.application, {
    notes: [{ message: `once a failure of this ${step.application.text} jumped there`, span: step.application.span }],
    ...jumpCure(step),
  });
}

/** One exact rewrite exists for a Dial with nothing after it: a line that asks what the jump meant. */
function jumpCure({ application, extension, name, priority }: WrittenApplication): { help: string; fix?: Fix } {
  const goto = `GotoIf($["\${DIALSTATUS}" = "BUSY"]?${priority + 101})`;
  if (name !== 'dial') {
    const help = `after it add a GotoIf that asks for its status and leads to ${priority + 101}; --fix cannot know which outcomes are meant`;
    return { help };
  }
  if (extension.priorities.has(priority + 1)) {
    const help = `after the Dial add a line: ${goto}; --fix does not, since priority ${priority + 1} is taken and all that follow would change their numbers`;
    return { help };
  }
  const line = application.sourceLine;
  const written = /^\s*exten\s*=>?\s*([^,\s]+)\s*,/.exec(line)?.[1];
  const after = extension.priorities.has(priority + 2);
  if (after || written !== extension.name || !unbroken(application)) {
    return { help: `after the Dial add a line: ${goto}; --fix does not, since it is not sure what follows the Dial` };
  }
  const { span } = application;
  const added = `exten => ${extension.name},${priority + 1},${goto}`;
  return {
    help: `after the Dial add a line: ${added}`,
    fix: {
      span: { ...span, endColumn: line.length + 1 },
      replacement: `${line.slice(span.column - 1)}\n${added}`,
    },
  };
}
