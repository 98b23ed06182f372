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

/** The present-day form of a step with an application that is gone; the step itself where it is not. */
export function modernizeStep(application: string, argument: string): WrittenStep {
  return rewriteOldApplication(application, argument) ?? { application, argument };
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
