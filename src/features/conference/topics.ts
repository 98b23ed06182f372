import { defineTopic } from '../../base/event-bus.ts';
import type { BridgeSnapshot } from '../../channel/events.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';

/** Which application holds a conference. */
export type ConferenceKind = 'confbridge' | 'meetme';

/** A conference at one instant. */
export interface ConferenceSnapshot {
  readonly kind: ConferenceKind;
  readonly name: string;
  readonly bridge: BridgeSnapshot;
}

/** Somebody in a conference at one instant. */
export interface ParticipantSnapshot {
  readonly conference: ConferenceSnapshot;
  readonly channel: ChannelSnapshot;
  /** Counts from 1 in each conference. */
  readonly number: number;
  readonly admin: boolean;
  readonly muted: boolean;
  /** Seconds since it came. */
  readonly durationS: number;
}

/** A conference has begun, or the last one has left it. */
export const conferenceStarted = defineTopic<ConferenceSnapshot>('conferenceStarted');
export const conferenceEnded = defineTopic<ConferenceSnapshot>('conferenceEnded');
/** Nobody more may come, or they may again. */
export const conferenceLocked = defineTopic<ConferenceSnapshot>('conferenceLocked');
export const conferenceUnlocked = defineTopic<ConferenceSnapshot>('conferenceUnlocked');
/** What is said is written to a file, or no more. */
export const conferenceRecorded = defineTopic<ConferenceSnapshot>('conferenceRecorded');
export const conferenceRecordingStopped = defineTopic<ConferenceSnapshot>('conferenceRecordingStopped');
/** Somebody has come, or gone. */
export const participantJoined = defineTopic<ParticipantSnapshot>('participantJoined');
export const participantLeft = defineTopic<ParticipantSnapshot>('participantLeft');
/** Somebody has been muted, or can be heard again: as `muted` says. */
export const participantMuteChanged = defineTopic<ParticipantSnapshot>('participantMuteChanged');
/** Somebody who is muted asks to be heard, or is heard again and asks no more: as `asking` says. */
export const participantAsked = defineTopic<ParticipantSnapshot & { readonly asking: boolean }>('participantAsked');
/** Somebody has begun to talk, or has stopped. */
export const participantTalked = defineTopic<ParticipantSnapshot & { readonly talking: boolean }>('participantTalked');
