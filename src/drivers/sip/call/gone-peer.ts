import type { EventBus } from '../../../base/event-bus.ts';
import type { Logger } from '../../../base/log.ts';
import { cause } from '../../../channel/cause.ts';
import type { Channel } from '../../../channel/channel.ts';
import type { Endpoint } from '../config/endpoint.ts';
import { type SessionTimeoutSource, sessionTimedOut } from '../events.ts';

interface Leg {
  readonly channel: Channel;
  readonly endpoint: Endpoint;
  readonly held: boolean;
}

interface House {
  readonly log: Logger;
  readonly bus: EventBus;
}

/** Ends a call from whose phone no audio has come for too long. */
export function endSilent(leg: Leg, house: House): void {
  const { channel, endpoint } = leg;
  if (leg.held || !channel.isUp) return;
  house.log.notice(
    `Disconnecting call '${channel.name}' for lack of RTP activity in ${endpoint.rtpTimeoutMs / 1000} seconds`,
  );
  tell(leg, house, 'RTPTimeout');
  channel.requestHangup(44);
}

/** Ends a call whose session nobody has refreshed. Observed of Asterisk 16: only the old driver tells of it. */
export function endExpired(leg: Leg, house: House): void {
  const { channel, endpoint } = leg;
  if (endpoint.dialect === 'PJSIP') {
    channel.farHungUp(cause.noUserResponse);
    return;
  }
  house.log.warning(`${channel.name}: the session has expired, nothing has refreshed it`);
  tell(leg, house, 'SIPSessionTimer');
  channel.requestHangup(cause.none);
}

function tell({ channel }: Leg, { bus }: House, source: SessionTimeoutSource): void {
  bus.publish(sessionTimedOut, { channel: channel.snapshot(), source });
}
