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

/** Where a channel stands, which changes without its version being counted. */
interface Standing {
  readonly position: Pick<ChannelSnapshot, 'priority' | 'exten' | 'context' | 'application' | 'applicationData'>;
  readonly bridgeId: string | undefined;
  readonly hangupCause: number;
}

/** True while a snapshot still shows where its channel stands. */
export function standsWhere(snapshot: ChannelSnapshot, channel: Standing): boolean {
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
