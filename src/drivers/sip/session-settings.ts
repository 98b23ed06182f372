import type { SipRequest } from '../../sip/message/message.ts';
import type { SessionSettings } from '../../sip/session/dialog-way.ts';
import type { SessionTimerTerms } from '../../sip/session/session-timer.ts';
import type { Endpoint } from './config/endpoint.ts';

/** How a dialog that an endpoint begins is addressed. */
export function sessionSettings(endpoint: Endpoint, request: SipRequest): SessionSettings {
  const { dialect, symmetricSignalling } = endpoint;
  return {
    contactUser: dialect === 'SIP' ? (request.uri?.rawUser ?? '') : '',
    symmetric:
      symmetricSignalling === 'yes' || (symmetricSignalling === 'auto' && request.via?.host !== request.source.host),
    timer: timerTerms(endpoint),
  };
}

/**
 * How the calls of an endpoint are watched; undefined where they are not. Observed of Asterisk 16: the old driver cuts what a
 * phone asks for to its own time, and gives a timer to who only could keep one; the new one takes what is asked.
 */
export function timerTerms({ dialect, sessionTimers }: Endpoint): SessionTimerTerms | undefined {
  const { use, expirySeconds, leastSeconds, refresher } = sessionTimers;
  if (use === 'refuse' || use === 'no') return undefined;
  const unasked = {
    accept: 'supported',
    originate: 'always',
    yes: 'never',
    required: 'supported',
    always: 'always',
  } as const;
  return {
    offers: use !== 'accept',
    required: use === 'required',
    unasked: unasked[use],
    expirySeconds: Math.max(expirySeconds, leastSeconds),
    leastSeconds,
    cuts: dialect === 'SIP',
    refresher: dialect === 'SIP' ? refresher : 'asker',
  };
}
