import { cause } from '../../../channel/cause.ts';
import { type SessionTimeoutSource, sessionTimedOut } from '../events.ts';
import type { LegHouse, SipLeg } from './sip-leg.ts';

/** Ends a call from whose phone no audio has come for too long. */
export function endSilent(leg: SipLeg, house: LegHouse): void {
  const { channel, endpoint } = leg;
  if (leg.held || !channel.isUp) return;
  house.log.notice(
    `Disconnecting call '${channel.name}' for lack of RTP activity in ${endpoint.rtpTimeoutMs / 1000} seconds`,
  );
  tell(leg, house, 'RTPTimeout');
  channel.requestHangup(44);
}

/** Ends a call whose session nobody has refreshed. Observed of Asterisk 16: only the old driver tells of it. */
export function endExpired(leg: SipLeg, house: LegHouse): void {
  const { channel, endpoint } = leg;
  if (endpoint.dialect === 'PJSIP') {
    channel.farHungUp(cause.noUserResponse);
    return;
  }
  house.log.warning(`${channel.name}: the session has expired, nothing has refreshed it`);
  tell(leg, house, 'SIPSessionTimer');
  channel.requestHangup(cause.none);
}

function tell({ channel }: SipLeg, { bus }: LegHouse, source: SessionTimeoutSource): void {
  bus.publish(sessionTimedOut, { channel: channel.snapshot(), source });
}
