import type { Clock } from '../../base/clock.ts';
import type { Channel } from '../../channel/channel.ts';
import type { System } from '../../pbx/ports/system.ts';

/** What the built-in variables are read from. */
export interface BuiltinSources {
  readonly channel: Channel | undefined;
  readonly clock: Clock;
  readonly system: System | undefined;
  hint(context: string, exten: string): { readonly devices: string; readonly name: string } | undefined;
}

type Reader = (from: BuiltinSources) => string | undefined;

const hintOf = (from: BuiltinSources): { devices: string; name: string } | undefined =>
  from.channel && from.hint(from.channel.position.context, from.channel.position.exten);

/** The variables that are computed when read, by name. They cannot be shadowed by a channel's own. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['EXTEN', ({ channel }) => channel?.position.exten],
  ['CONTEXT', ({ channel }) => channel?.position.context],
  ['PRIORITY', ({ channel }) => channel && String(channel.position.priority)],
  ['CHANNEL', ({ channel }) => channel?.name],
  ['UNIQUEID', ({ channel }) => channel?.uniqueId],
  ['HANGUPCAUSE', ({ channel }) => channel && String(channel.hangupCause)],
  ['HINT', (from) => hintOf(from)?.devices],
  ['HINTNAME', (from) => hintOf(from)?.name],
  ['CALLINGPRES', ({ channel }) => channel && '0'],
  ['CALLINGANI2', ({ channel }) => channel && '0'],
  ['CALLINGTON', ({ channel }) => channel && '0'],
  ['CALLINGTNS', ({ channel }) => channel && '0'],
  ['EPOCH', ({ clock }) => String(Math.floor(clock.now() / 1000))],
  ['SYSTEMNAME', ({ system }) => system?.systemName],
  ['ENTITYID', ({ system }) => system?.entityId],
  ['ASTETCDIR', ({ system }) => system?.directories.etc],
  ['ASTMODDIR', ({ system }) => system?.directories.modules],
  ['ASTVARLIBDIR', ({ system }) => system?.directories.varlib],
  ['ASTDBDIR', ({ system }) => system?.directories.db],
  ['ASTKEYDIR', ({ system }) => system?.directories.keys],
  ['ASTDATADIR', ({ system }) => system?.directories.data],
  ['ASTAGIDIR', ({ system }) => system?.directories.agi],
  ['ASTSPOOLDIR', ({ system }) => system?.directories.spool],
  ['ASTRUNDIR', ({ system }) => system?.directories.run],
  ['ASTLOGDIR', ({ system }) => system?.directories.log],
  ['ASTSBINDIR', ({ system }) => system?.directories.sbin],
  ['ASTCACHEDIR', ({ system }) => system?.directories.cache],
]);

/** The value of a built-in variable; undefined where `name` is none, or has no value here. */
export function readBuiltin(from: BuiltinSources, name: string): string | undefined {
  return READERS.get(name)?.(from);
}

/** The names of all built-in variables; for the checker. */
export const builtinVariables: readonly string[] = [...READERS.keys()];
