import { splitArguments } from '../../extend/argument-split.ts';
import type { ManagerContext, ManagerRequest } from '../../extend/define-manager-action.ts';
import type { OriginateTarget } from '../../pbx/ports/originator.ts';

/** Applications by which a call could run programs or change what is stored: parts of names, as Asterisk looks for them. */
const DANGEROUS_APPLICATIONS = [
  'system',
  'exec',
  'agi',
  'mixmonitor',
  'externalivr',
  'originate',
  'reload',
  'dbdeltree',
];
/** Functions that do the same from within an application's data. */
const DANGEROUS_DATA = /SHELL|EVAL|\b(?:CURL|DB\w*|FILE|ODBC\w*|REALTIME\w*)\(/;

/** Variables of channels, in the order of their setting. */
export type Variables = ReadonlyArray<readonly [name: string, value: string]>;

/** The `Variable` headers: each may be repeated and holds `name=value` pairs separated by commas. */
export function readVariables(request: ManagerRequest): Variables {
  return request.all('Variable').flatMap((text) =>
    splitArguments(text).flatMap((pair): Array<readonly [string, string]> => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [[pair, '']] : [[pair.slice(0, equals), pair.slice(equals + 1)]];
    }),
  );
}

/**
 * Why this user may not place such a call: running programs on the machine takes the right `system` besides `originate`.
 * Deviation: what reads or changes files and databases takes it too, as in the Asterisks that came after 16.
 */
export function forbiddenFor(context: ManagerContext, to: OriginateTarget): string | undefined {
  if (to.kind !== 'application' || context.session.mayWrite(['system'])) return undefined;
  const application = to.application.toLowerCase();
  if (DANGEROUS_APPLICATIONS.some((name) => application.includes(name)))
    return 'Originate Access Forbidden: Application';
  return DANGEROUS_DATA.test(to.data) ? 'Originate Access Forbidden: Data' : undefined;
}
