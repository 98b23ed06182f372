import { bridgeSeat } from '../../../channel/bridge/seat.ts';
import type { Channel } from '../../../channel/channel.ts';
import type { SipMessage } from '../../../sip/message/message.ts';
import type { Endpoint } from '../config/endpoint.ts';
import { assertedIdentity } from './identity.ts';

/** Takes over who the far end says that it is now, where that is to be believed, and tells whoever it talks to. */
export function takeIdentity(channel: Channel, endpoint: Endpoint, message: SipMessage): void {
  const told = endpoint.trustIdentity ? assertedIdentity(message) : undefined;
  if (!told) return;
  const { caller } = channel.parties;
  if (told.name === caller.name && told.number === caller.number && told.presentation === caller.presentation) return;
  channel.setCaller({ ...caller, ...told });
  const peer = channel.attachments.get(bridgeSeat)?.peer;
  if (!peer) return;
  peer.setConnected(channel.parties.caller);
  peer.indicate('connected-line');
}
