import type { Party } from './party.ts';
import type { ChannelState } from './state.ts';

/** A channel at one instant: what observers get instead of the channel. Immutable, and shared by all who ask for the same version. */
export interface ChannelSnapshot {
  readonly name: string;
  readonly uniqueId: string;
  readonly linkedId: string;
  readonly technology: string;
  readonly state: ChannelState;
  readonly caller: Party;
  readonly connected: Party;
  readonly dialed: string;
  readonly accountCode: string;
  readonly language: string;
  readonly context: string;
  readonly exten: string;
  readonly priority: number;
  readonly application: string;
  readonly applicationData: string;
  readonly createdMs: number;
  readonly answeredMs: number | undefined;
  readonly bridgeId: string | undefined;
  readonly hangupCause: number;
}

type Own =
  | 'name'
  | 'uniqueId'
  | 'linkedId'
  | 'technology'
  | 'state'
  | 'createdMs'
  | 'answeredMs'
  | 'bridgeId'
  | 'hangupCause';

/** What of a channel a snapshot shows. */
interface Shown extends Pick<ChannelSnapshot, Own> {
  readonly parties: Pick<ChannelSnapshot, 'caller' | 'connected' | 'dialed'>;
  readonly settings: Pick<ChannelSnapshot, 'accountCode' | 'language'>;
  readonly position: Pick<ChannelSnapshot, 'priority' | 'exten' | 'context' | 'application' | 'applicationData'>;
}

/** The channel as of now. */
export function snapshotOf(channel: Shown): ChannelSnapshot {
  const { position, parties, settings } = channel;
  return {
    name: channel.name,
    uniqueId: channel.uniqueId,
    linkedId: channel.linkedId,
    technology: channel.technology,
    state: channel.state,
    caller: parties.caller,
    connected: parties.connected,
    dialed: parties.dialed,
    accountCode: settings.accountCode,
    language: settings.language,
    context: position.context,
    exten: position.exten,
    priority: position.priority,
    application: position.application,
    applicationData: position.applicationData,
    createdMs: channel.createdMs,
    answeredMs: channel.answeredMs,
    bridgeId: channel.bridgeId,
    hangupCause: channel.hangupCause,
  };
}

/** True while a snapshot still shows where its channel stands, which changes without its version being counted. */
export function standsWhere(
  snapshot: ChannelSnapshot,
  channel: Pick<Shown, 'position' | 'bridgeId' | 'hangupCause'>,
): boolean {
  const { position } = channel;
  return (
    snapshot.priority === position.priority &&
    snapshot.exten === position.exten &&
    snapshot.context === position.context &&
    snapshot.applicationData === position.applicationData &&
    snapshot.application === position.application &&
    snapshot.bridgeId === channel.bridgeId &&
    snapshot.hangupCause === channel.hangupCause
  );
}
