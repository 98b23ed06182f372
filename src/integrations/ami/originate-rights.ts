import { splitArguments } from '../../extend/argument-split.ts';
import type { ManagerContext, ManagerRequest } from '../../extend/define-manager-action.ts';
import { functionKind } from '../../extend/kinds.ts';
import type { OriginateTarget } from '../../pbx/ports/originator.ts';
import { registryPort } from '../../pbx/ports/registry.ts';
import { systemPort } from '../../pbx/ports/system.ts';

/** Applications by which a call could run programs or write files: parts of names, as Asterisk looks for them. */
const DANGEROUS_APPLICATIONS = ['system', 'exec', 'agi', 'mixmonitor', 'externalivr', 'originate', 'record'];
/** Functions that do the same from within an application's data. */
const DANGEROUS_DATA = ['shell', 'eval', 'file(', 'curl(', 'curl '];

type Variables = ReadonlyArray<readonly [name: string, value: string]>;

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
 * Why this user may not place such a call: running programs on the machine takes the right `system` besides `originate`, and functions
 * that can do harm are written only with `live_dangerously`.
 */
export function forbiddenFor(context: ManagerContext, to: OriginateTarget, variables: Variables): string | undefined {
  if (!context.use(systemPort).liveDangerously) {
    for (const [name] of variables) {
      const functionName = /^([^(]+)\(/.exec(name)?.[1];
      if (functionName === undefined) continue;
      const dangerous = context.use(registryPort).find(functionKind, functionName)?.dangerous ?? 'none';
      if (dangerous === 'write' || dangerous === 'both')
        return `Originate Access Forbidden: ${functionName} may not be written`;
    }
  }
  if (to.kind !== 'application' || context.session.mayWrite(['system'])) return undefined;
  const application = to.application.toLowerCase();
  const data = to.data.toLowerCase();
  const refused =
    DANGEROUS_APPLICATIONS.some((name) => application.includes(name)) ||
    DANGEROUS_DATA.some((name) => data.includes(name));
  return refused ? 'Originate Access Forbidden: app or data blacklisted' : undefined;
}
