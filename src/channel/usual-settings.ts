import type { ChannelSettings } from './channel-listener.ts';

/** The settings of a channel of which nothing is said. */
export function usualSettings(): ChannelSettings {
  return {
    language: 'en',
    accountCode: '',
    peerAccount: '',
    amaFlags: 3,
    musicClass: '',
    toneZone: '',
    userField: '',
    callGroup: '',
    pickupGroup: '',
    namedCallGroup: '',
    namedPickupGroup: '',
    parkingLot: '',
    hangupSource: '',
    maxForwards: 20,
  };
}
