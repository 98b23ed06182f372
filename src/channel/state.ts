/** What a channel is doing, in Asterisk's words. */
export type ChannelState = 'Down' | 'Rsrvd' | 'OffHook' | 'Dialing' | 'Ring' | 'Ringing' | 'Up' | 'Busy';

const NUMBERS: Record<ChannelState, number> = {
  Down: 0,
  Rsrvd: 1,
  OffHook: 2,
  Dialing: 3,
  Ring: 4,
  Ringing: 5,
  Up: 6,
  Busy: 7,
};

/** The state's number, as AMI's `ChannelState` and AGI's `channel status` tell it. */
export function channelStateNumber(state: ChannelState): number {
  return NUMBERS[state];
}

/** What a device is doing: the values of DEVICE_STATE(). */
export type DeviceState =
  | 'UNKNOWN'
  | 'NOT_INUSE'
  | 'INUSE'
  | 'BUSY'
  | 'INVALID'
  | 'UNAVAILABLE'
  | 'RINGING'
  | 'RINGINUSE'
  | 'ONHOLD';

/** The states in the order of Asterisk's numbers. */
export const DEVICE_STATES: readonly DeviceState[] = [
  'UNKNOWN',
  'NOT_INUSE',
  'INUSE',
  'BUSY',
  'INVALID',
  'UNAVAILABLE',
  'RINGING',
  'RINGINUSE',
  'ONHOLD',
];

/** The state's number, as ChanIsAvail() tells it. */
export function deviceStateNumber(state: DeviceState): number {
  return DEVICE_STATES.indexOf(state);
}

/** What a hint shows of its devices: Asterisk's number and word for the state of an extension. */
export interface ExtensionStatus {
  readonly number: number;
  readonly text: string;
}

const EXTENSION_STATUS: Readonly<Record<DeviceState, ExtensionStatus>> = {
  UNKNOWN: { number: 0, text: 'Idle' },
  NOT_INUSE: { number: 0, text: 'Idle' },
  INUSE: { number: 1, text: 'InUse' },
  BUSY: { number: 2, text: 'Busy' },
  INVALID: { number: 4, text: 'Unavailable' },
  UNAVAILABLE: { number: 4, text: 'Unavailable' },
  RINGING: { number: 8, text: 'Ringing' },
  RINGINUSE: { number: 9, text: 'InUse&Ringing' },
  ONHOLD: { number: 16, text: 'Hold' },
};

/** The state of an extension whose devices together are in `state`. */
export function extensionStatus(state: DeviceState): ExtensionStatus {
  return EXTENSION_STATUS[state];
}
