import type { Logger } from '../../base/log.ts';

/**
 * Warns, on a call, of an application or function that is not there; where Asterisk has it, with the diagnostic that `asterism check`
 * tells, and its code. The names of Asterisk's are of no use to a start without such a call.
 */
export async function tellMissing(
  log: Logger,
  what: 'application' | 'function',
  name: string,
  message: string,
): Promise<void> {
  const { unbuiltApplication, unbuiltFunction } = await import('../unbuilt.ts');
  const unbuilt = what === 'application' ? unbuiltApplication(name) : unbuiltFunction(name);
  // one of which nothing is known may be in a module that is not loaded
  const why = unbuilt?.fate !== undefined ? `: ${name} ${unbuilt.words} (${unbuilt.kind.code})` : '';
  if (what === 'application') log.warning(message + why);
  else log.error(message + why);
}
