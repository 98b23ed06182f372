import type { Clock } from '../../base/clock.ts';
import type { Channel } from '../../channel/channel.ts';
import type { Party, Presentation } from '../../channel/party.ts';
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

/** What a presentation is in CALLINGPRES: whether it may be shown, and how it was screened. */
const PRESENTATIONS: Readonly<Record<Presentation, number>> = {
  allowed_not_screened: 0,
  allowed_passed_screen: 1,
  allowed_failed_screen: 2,
  allowed: 3,
  prohib_not_screened: 32,
  prohib_passed_screen: 33,
  prohib_failed_screen: 34,
  prohib: 35,
  unavailable: 67,
};

/** A caller without a number is not available, whatever else is set. */
function presentationNumber({ number, presentation }: Party): number {
  return number === undefined ? PRESENTATIONS.unavailable : PRESENTATIONS[presentation ?? 'allowed_not_screened'];
}

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
  ['CALLINGPRES', ({ channel }) => channel && String(presentationNumber(channel.parties.caller))],
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
