import { type Cause, cause } from '../../../channel/cause.ts';
import type { FarFailure } from '../../../channel/channel-listener.ts';
import type { SipMessage } from '../../../sip/message/message.ts';
import type { HeaderLines } from '../../../sip/message/write-message.ts';
import type { Dialect } from '../config/endpoint.ts';

/** What a refusal means: the cause, and how a Dial counts it. */
export interface Meaning {
  readonly cause: Cause;
  readonly failure: FarFailure;
}

/** Causes of refusals; observed of Asterisk 16, both drivers alike but for what {@link SIP_MEANINGS} says. */
const CAUSES: Readonly<Record<number, Cause>> = {
  401: 21,
  403: 21,
  404: 1,
  407: 21,
  408: 18,
  409: 41,
  410: 22,
  420: 3,
  480: 19,
  483: 19,
  484: 28,
  485: 1,
  486: 17,
  488: 58,
  500: 38,
  501: 29,
  502: 27,
  503: 34,
  504: 102,
  505: 127,
  600: 17,
  603: 21,
  604: 1,
  606: 58,
};

/** How the old driver counts some of them, whatever their cause; observed of Asterisk 16. */
const SIP_MEANINGS: Readonly<Record<number, Meaning>> = {
  300: { cause: 16, failure: 'busy' },
  305: { cause: 16, failure: 'busy' },
  401: { cause: 21, failure: 'congestion' },
  407: { cause: 21, failure: 'congestion' },
  410: { cause: 22, failure: 'congestion' },
  480: { cause: 19, failure: 'busy' },
  482: { cause: 127, failure: 'congestion' },
  486: { cause: 17, failure: 'busy' },
  487: { cause: 16, failure: 'ended' },
  500: { cause: 38, failure: 'congestion' },
  502: { cause: 27, failure: 'congestion' },
  503: { cause: 34, failure: 'congestion' },
  504: { cause: 102, failure: 'congestion' },
  600: { cause: 17, failure: 'busy' },
  603: { cause: 21, failure: 'busy' },
};

/** What a final response from 300 on means for the call. */
export function meaningOf(status: number, dialect: Dialect): Meaning {
  const special = dialect === 'SIP' ? SIP_MEANINGS[status] : undefined;
  if (special) return special;
  if (status < 400) return { cause: cause.normalClearing, failure: 'ended' };
  const known = CAUSES[status];
  if (known !== undefined) return { cause: known, failure: 'ended' };
  return { cause: status >= 500 && status < 600 ? cause.congestion : cause.interworking, failure: 'ended' };
}

/** Statuses for causes; observed of Asterisk 16. Every other cause is a 603. */
const STATUSES: Readonly<Record<Cause, number>> = {
  1: 404,
  2: 404,
  3: 404,
  17: 486,
  18: 408,
  19: 480,
  20: 480,
  21: 403,
  22: 410,
  27: 502,
  28: 484,
  29: 501,
  31: 480,
  34: 503,
  38: 500,
  42: 503,
  58: 488,
  66: 503,
};

/** The status that refuses a call for a cause. */
export function statusOf(why: Cause): number {
  return STATUSES[why] ?? 603;
}

/** The cause of another leg having answered. */
const ANSWERED_ELSEWHERE: Cause = 26;

/** Header lines that tell why a call ends. @see RFC 3326 */
export function reasonLines(why: Cause, dialect: Dialect, tell: boolean): HeaderLines {
  if (why === ANSWERED_ELSEWHERE) return [['Reason', 'SIP;cause=200;text="Call completed elsewhere"']];
  if (!tell) return [];
  // The new driver calls a hangup without a cause normal clearing.
  return [['Reason', `Q.850;cause=${why === 0 && dialect === 'PJSIP' ? cause.normalClearing : why}`]];
}

/** The Q.850 cause of a Reason header; undefined if the message tells none. */
export function reasonOf(message: SipMessage | undefined): Cause | undefined {
  for (const value of message?.values('Reason') ?? []) {
    const match = /^Q\.850\s*;.*?\bcause\s*=\s*(\d{1,3})/i.exec(value);
    if (match?.[1] && Number(match[1]) <= 127) return Number(match[1]);
  }
  return undefined;
}
