import type { SipRequest } from '../../sip/message/message.ts';
import type { SessionSettings } from '../../sip/session/dialog-way.ts';
import type { Endpoint } from './config/endpoint.ts';

/** How a dialog that an endpoint begins is addressed. */
export function sessionSettings(endpoint: Endpoint, request: SipRequest): SessionSettings {
  const { dialect, symmetricSignalling } = endpoint;
  return {
    contactUser: dialect === 'SIP' ? (request.uri?.rawUser ?? '') : '',
    symmetric:
      symmetricSignalling === 'yes' || (symmetricSignalling === 'auto' && request.via?.host !== request.source.host),
  };
}
