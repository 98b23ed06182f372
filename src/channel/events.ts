import { defineTopic } from '../base/event-bus.ts';
import type { DigitEvent } from '../media/facade.ts';
import type { Cause } from './cause.ts';
import type { ChannelSnapshot } from './snapshot.ts';

/** A channel has come to be. */
export const channelCreated = defineTopic<ChannelSnapshot>('channelCreated');
/** A channel's state has changed. */
export const channelStateChanged = defineTopic<ChannelSnapshot>('channelStateChanged');
/** A channel's caller party has changed. */
export const callerChanged = defineTopic<ChannelSnapshot>('callerChanged');
/** A channel's connected party has changed. */
export const connectedChanged = defineTopic<ChannelSnapshot>('connectedChanged');
/** A channel's account code has changed. */
export const accountCodeChanged = defineTopic<{ channel: ChannelSnapshot; old: string }>('accountCodeChanged');
/**
 * Somebody has asked for a channel's end: its far end, somebody here, or it comes to its own end. `cause` is undefined where the driver tells
 * none, though it knows one.
 */
export const hangupRequested = defineTopic<{
  channel: ChannelSnapshot;
  cause: Cause | undefined;
  by: 'far' | 'near' | 'itself';
}>('hangupRequested');
/** Somebody here ends a channel, or its dialplan is over. */
export const softHangupAsked = defineTopic<ChannelSnapshot>('softHangupAsked');
/** A channel is gone. */
export const channelHungUp = defineTopic<{ channel: ChannelSnapshot; cause: Cause }>('channelHungUp');
/** A channel is about to run an application. Built only when somebody listens. */
export const stepStarted = defineTopic<ChannelSnapshot>('stepStarted');
/** A variable has been set or removed; `channel` is undefined for a global one. Built only when somebody listens. */
export const variableSet = defineTopic<{ channel: ChannelSnapshot | undefined; name: string; value: string }>(
  'variableSet',
);
/** A channel has started dialling another; `caller` is undefined when nobody stands behind it (an Originate). */
export const dialBegun = defineTopic<{
  caller: ChannelSnapshot | undefined;
  callee: ChannelSnapshot;
  dialString: string;
}>('dialBegun');
/** A dialled channel rings, is being worked on, or sends early media. */
export const dialProgressed = defineTopic<{
  caller: ChannelSnapshot | undefined;
  callee: ChannelSnapshot;
  status: 'RINGING' | 'PROCEEDING' | 'PROGRESS';
}>('dialProgressed');
/** A dialled channel has answered or failed: DIALSTATUS words. */
export const dialEnded = defineTopic<{ caller: ChannelSnapshot | undefined; callee: ChannelSnapshot; status: string }>(
  'dialEnded',
);
/** A called channel has sent its caller on to another `TECH/resource`. */
export const dialForwarded = defineTopic<{ caller: ChannelSnapshot; dialString: string }>('dialForwarded');
/** A bridge has come to be. */
export const bridgeCreated = defineTopic<BridgeSnapshot>('bridgeCreated');
/** A channel has joined a bridge. */
export const bridgeEntered = defineTopic<{ bridge: BridgeSnapshot; channel: ChannelSnapshot }>('bridgeEntered');
/** A channel has left a bridge. */
export const bridgeLeft = defineTopic<{ bridge: BridgeSnapshot; channel: ChannelSnapshot }>('bridgeLeft');
/** A bridge is gone. */
export const bridgeDestroyed = defineTopic<BridgeSnapshot>('bridgeDestroyed');
/** The two halves of a Local pair have been joined, and the second is about to run the dialplan. */
export const localBridged = defineTopic<{
  first: ChannelSnapshot;
  second: ChannelSnapshot;
  context: string;
  exten: string;
  /** May be optimised away. */
  optimizable: boolean;
}>('localBridged');
/** A channel has taken the call to another one that rang. */
export const callPickedUp = defineTopic<{ readonly channel: ChannelSnapshot; readonly target: ChannelSnapshot }>(
  'callPickedUp',
);
/** A digit was heard from a channel's far end. */
export const digitHeard = defineTopic<{ channel: ChannelSnapshot; digit: DigitEvent }>('digitHeard');
/** A digit was heard from a channel's far end, or sent to it. Built only when somebody listens. */
export const digitPassed = defineTopic<{
  channel: ChannelSnapshot;
  digit: DigitEvent;
  direction: 'Received' | 'Sent';
}>('digitPassed');
/** A channel put its peer on hold, or took it back; with the music that it wants the peer to hear, '' for none. */
export const holdChanged = defineTopic<{ channel: ChannelSnapshot; held: boolean; musicClass: string }>('holdChanged');
/**
 * A far end answers a call that nobody here knows any more: it was placed before a crash, and its answer comes, or is repeated,
 * after it. `callId` is what the leg's item `call-id` read then; the driver has ended the call by now.
 */
export const lateAnswerHeard = defineTopic<{ readonly callId: string }>('lateAnswerHeard');
/** The dialplan, or a manager client, has sent an event of its own. */
export const userEventSent = defineTopic<{
  channel: ChannelSnapshot | undefined;
  name: string;
  headers: ReadonlyArray<readonly [name: string, value: string]>;
  actionId?: string | undefined;
}>('userEventSent');

/** A bridge at one instant. */
export interface BridgeSnapshot {
  readonly id: string;
  /** `basic` for two parties, `conference`, `holding`, ... */
  readonly kind: string;
  readonly creator: string;
  readonly name: string;
  readonly channels: number;
}
/** A party has sent the one it talked to elsewhere in the dialplan. */
export const blindTransferred = defineTopic<{
  readonly transferor: ChannelSnapshot;
  readonly transferee: ChannelSnapshot | undefined;
  /** That of both, before. */
  readonly bridge?: BridgeSnapshot | undefined;
  readonly context: string;
  readonly exten: string;
  /** By the phone's own transfer key, as opposed to digits. */
  readonly external: boolean;
}>('blindTransferred');
/** A party has joined two that it talked to; everything as it was before. */
export interface AttendedTransfer {
  readonly transferor: ChannelSnapshot;
  /** Where it was joined, before. */
  readonly bridge?: BridgeSnapshot | undefined;
  /** Its second channel, where it has one. */
  readonly second?: ChannelSnapshot;
  readonly secondBridge?: BridgeSnapshot | undefined;
  /** Undefined where that channel was in no bridge. */
  readonly transferee: ChannelSnapshot | undefined;
  readonly target: ChannelSnapshot | undefined;
  /** The application that the other party has come to, where it was joined with nobody. */
  readonly application?: string;
}
/** @see AttendedTransfer */
export const attendedTransferred = defineTopic<AttendedTransfer>('attendedTransferred');
