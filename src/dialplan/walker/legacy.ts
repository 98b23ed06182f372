import { modernizeSeparators, splitArguments } from '../../extend/argument-split.ts';
import { rewriteOldFunctions } from './old-functions.ts';

/** An application call as it is written. */
export interface WrittenStep {
  readonly application: string;
  readonly argument: string;
}

/** How an application that is gone is written today. */
type Rewrite = (argument: string) => WrittenStep | undefined;

/** Applications of Asterisk 1.4 and earlier, by name in small letters. */
const REWRITES: ReadonlyMap<string, Rewrite> = new Map<string, Rewrite>([
  ['responsetimeout', (argument) => set('TIMEOUT(response)', argument)],
  ['digittimeout', (argument) => set('TIMEOUT(digit)', argument)],
  ['absolutetimeout', (argument) => set('TIMEOUT(absolute)', argument)],
  ['setcdruserfield', (argument) => set('CDR(userfield)', argument)],
  ['setcidnum', (argument) => set('CALLERID(num)', argument)],
  ['setcidname', (argument) => set('CALLERID(name)', argument)],
  ['setcallerid', (argument) => set('CALLERID(all)', argument)],
  ['setaccount', (argument) => set('CHANNEL(accountcode)', argument)],
  ['setlanguage', (argument) => set('CHANNEL(language)', argument)],
  ['setvar', (argument) => ({ application: 'Set', argument })],
  ['dbput', rewriteDbPut],
  ['dbget', rewriteDbGet],
  ['dbdel', (argument) => ({ application: 'NoOp', argument: `\${DB_DELETE(${argument.trim()})}` })],
  ['cut', rewriteCut],
]);

/** Applications whose text may hold a bar for its own sake, in old dialplans too. */
const BARS_ARE_TEXT = new Set([
  'system',
  'trysystem',
  'set',
  'mset',
  'noop',
  'sendtext',
  'jabbersend',
  'jabbersendgroup',
]);

/** Reads a variable of the call. */
type ReadVariable = (name: string) => string | undefined;

/** When an application went on at the priority 101 further, if there was one, by its name in small letters. */
const JUMPS: ReadonlyMap<string, (read: ReadVariable, argument: string) => boolean> = new Map([
  ['dial', (read) => /^(BUSY|CONGESTION|CHANUNAVAIL)$/.test(read('DIALSTATUS') ?? '')],
  ['retrydial', (read) => /^(BUSY|CONGESTION|CHANUNAVAIL)$/.test(read('DIALSTATUS') ?? '')],
  ['dbget', (read, argument) => (read(argument.slice(0, argument.indexOf('=')).trim()) ?? '') === ''],
  ['chanisavail', (read) => (read('AVAILCHAN') ?? '') === ''],
  ['voicemail', (read) => read('VMSTATUS') === 'FAILED'],
  ['trysystem', (read) => read('SYSTEMSTATUS') === 'FAILURE'],
]);

/** Whether the call goes on at the priority 101 further than the one just run. */
export type Jump = (read: ReadVariable) => boolean;

/** A step of an old dialplan in its present-day form, and the jump it may end with. */
export interface ModernStep extends WrittenStep {
  readonly jump: Jump | undefined;
}

/**
 * The present-day form of a step of Asterisk 1.4 or earlier: bars as commas, applications and functions that are gone rewritten.
 * Deviation: later releases do not understand them at all; `legacy_syntax = yes` in [compat] of asterisk.conf does.
 */
export function modernizeStep(application: string, argument: string): ModernStep {
  const name = application.toLowerCase();
  const commas = BARS_ARE_TEXT.has(name) ? argument : modernizeSeparators(argument);
  const jump = JUMPS.get(name);
  const step = rewriteOldApplication(application, commas) ??
    rewriteExecIf(name, commas) ?? { application, argument: commas };
  return {
    application: step.application,
    argument: rewriteOldFunctions(step.argument, step.application.toLowerCase() === 'set'),
    jump: jump && ((read) => jump(read, commas)),
  };
}

/** `ExecIf(condition,application,arguments)` of 1.4. */
function rewriteExecIf(name: string, argument: string): WrittenStep | undefined {
  if (name !== 'execif') return undefined;
  const [condition = '', application, rest = ''] = splitArguments(argument, { raw: true, limit: 3 });
  if (application === undefined || condition.includes('?')) return undefined;
  return { application: 'ExecIf', argument: `${condition}?${application}(${rest})` };
}

/** The present-day form of an application that is gone; undefined if `application` is none of those, or its argument is odd. */
export function rewriteOldApplication(application: string, argument: string): WrittenStep | undefined {
  return REWRITES.get(application.toLowerCase())?.(argument);
}

function set(target: string, argument: string): WrittenStep {
  return { application: 'Set', argument: `${target}=${argument.trim()}` };
}

/** `DBput(family/key=value)` */
function rewriteDbPut(argument: string): WrittenStep | undefined {
  const match = /^([^=]*)=(.*)$/s.exec(argument);
  return match ? set(`DB(${(match[1] ?? '').trim()})`, match[2] ?? '') : undefined;
}

/** `DBget(variable=family/key)` */
function rewriteDbGet(argument: string): WrittenStep | undefined {
  const match = /^([^=]*)=(.*)$/s.exec(argument);
  return match ? set((match[1] ?? '').trim(), `\${DB(${(match[2] ?? '').trim()})}`) : undefined;
}

/** `Cut(new=old,delimiter,fields)` */
function rewriteCut(argument: string): WrittenStep | undefined {
  const match = /^([^=]*)=(.*)$/s.exec(argument);
  return match ? set((match[1] ?? '').trim(), `\${CUT(${match[2] ?? ''})}`) : undefined;
}
