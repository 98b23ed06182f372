import type { EvaluationContext } from '../../channel/call.ts';

/** A place in the database: what stands before and behind the first slash. */
export interface DatabaseKey {
  readonly family: string;
  readonly key: string;
}

/** Reads `family/key`; undefined where there is no slash. */
export function readDatabaseKey(text: string): DatabaseKey | undefined {
  const slash = text.indexOf('/');
  return slash < 0 ? undefined : { family: text.slice(0, slash), key: text.slice(slash + 1) };
}

/** As {@link readDatabaseKey}, with a warning where there is no key. */
export function wantDatabaseKey(
  context: EvaluationContext,
  functionName: string,
  text: string,
): DatabaseKey | undefined {
  const found = readDatabaseKey(text);
  if (!found)
    context.warn(
      `${functionName} requires an argument, ${functionName === 'DB_DELETE' ? 'DB_DELETE' : 'DB'}(<family>/<key>)`,
    );
  return found;
}
