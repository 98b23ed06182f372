import type { Channel } from '../../../channel/channel.ts';
import type { SipRequest, SipResponse } from '../../../sip/message/message.ts';
import { IncomingLeg } from './incoming-leg.ts';
import { OutgoingLeg } from './outgoing-leg.ts';
import { SipLeg } from './sip-leg.ts';

/** The SIP leg of a channel of that technology; undefined for other channels. */
export function legOf(channel: Channel | undefined, technology: 'SIP' | 'PJSIP'): SipLeg | undefined {
  if (!channel || channel.technology !== technology) return undefined;
  const { leg } = channel;
  return leg instanceof SipLeg ? leg : undefined;
}

/** The INVITE that a call came in with. */
export function inviteOf(leg: SipLeg): SipRequest | undefined {
  return leg instanceof IncomingLeg ? leg.session.invite : undefined;
}

/** The response that has answered a call of ours. */
export function answerOf(leg: SipLeg): SipResponse | undefined {
  return leg instanceof OutgoingLeg ? leg.lastResponse : undefined;
}
