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
