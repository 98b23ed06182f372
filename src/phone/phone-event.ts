import type { Ms } from '../base/duration.ts';

/** How a call of the phone came to its end. `lost`: the far end is away, or never confirmed our answer. */
export type PhoneCallEnd = 'hung-up-by-us' | 'hung-up-by-them' | 'cancelled' | 'refused' | 'lost';

/** What one call was, once it is over. */
export interface PhoneCallReport {
  readonly how: PhoneCallEnd;
  /** The SIP status where it was refused, else 0. */
  readonly status: number;
  readonly answered: boolean;
  /** From the answer to the end; 0 where there was none. */
  readonly lastedMs: Ms;
  /** How much of what was heard was not silence. */
  readonly heardMs: Ms;
  /** The wav file of what was heard; undefined where nothing was written. */
  readonly recording: string | undefined;
}

/** A step of the phone, told when it has happened. */
export type PhoneEvent =
  | { readonly kind: 'registered'; readonly server: string; readonly user: string }
  /** `retryMs` until the next attempt; undefined where the phone has given up. `status` is 408 where nothing came. */
  | { readonly kind: 'registration-failed'; readonly status: number; readonly retryMs: Ms | undefined }
  | { readonly kind: 'unregistered' }
  /** A call comes in; texts are '' where the caller tells none. */
  | { readonly kind: 'ringing'; readonly name: string; readonly number: string }
  | { readonly kind: 'dialled'; readonly number: string }
  /** The far end rings, or plays something before it answers. */
  | { readonly kind: 'progressed'; readonly status: number }
  /** `recording` is the wav file that grows while the call is up. */
  | { readonly kind: 'answered'; readonly by: 'us' | 'them'; readonly recording: string | undefined }
  | { readonly kind: 'digit-sent'; readonly digit: string }
  | { readonly kind: 'digit-heard'; readonly digit: string }
  | { readonly kind: 'hold-changed'; readonly held: boolean }
  | { readonly kind: 'troubled'; readonly message: string }
  | ({ readonly kind: 'ended' } & PhoneCallReport);

/** One line that tells of an event, without a time and a line feed. */
export function describePhoneEvent(event: PhoneEvent): string {
  switch (event.kind) {
    case 'registered':
      return `registered at ${event.server} as ${event.user}`;
    case 'registration-failed':
      return registrationFailure(event.status, event.retryMs);
    case 'unregistered':
      return 'unregistered';
    case 'ringing':
      return `ringing: ${callerText(event.name, event.number)}`;
    case 'dialled':
      return `dialled ${event.number}`;
    case 'progressed':
      return event.status === 180 ? 'the far end rings' : 'the far end plays something before it answers';
    case 'answered':
      return event.by === 'us' ? 'answered' : 'the far end answered';
    case 'digit-sent':
      return `sent digit ${event.digit}`;
    case 'digit-heard':
      return `heard digit ${event.digit}`;
    case 'hold-changed':
      return event.held ? 'put on hold' : 'taken off hold';
    case 'troubled':
      return event.message;
    case 'ended':
      return callReport(event);
  }
}

function registrationFailure(status: number, retryMs: Ms | undefined): string {
  const why =
    status === 401 || status === 403 || status === 407
      ? `refused (${status}); is the secret right?`
      : status === 408
        ? 'nobody answers'
        : `failed (${status})`;
  return `cannot register: ${why}${retryMs === undefined ? '' : `; tries again in ${retryMs / 1000} s`}`;
}

function callerText(name: string, number: string): string {
  if (number === '' || number === 'anonymous') return name === '' || name === 'Anonymous' ? 'somebody unknown' : name;
  return name === '' || name === number ? number : `${name} <${number}>`;
}

function callReport(report: PhoneCallReport): string {
  const { answered, lastedMs, heardMs, recording } = report;
  const after = answered ? ` after ${seconds(lastedMs)}` : '';
  const heard = recording === undefined ? '' : `: heard ${seconds(heardMs)}, written to ${recording}`;
  return `${endText(report)}${after}${heard}`;
}

function endText({ how, status, answered }: PhoneCallReport): string {
  switch (how) {
    case 'hung-up-by-us':
      return answered ? 'hung up' : 'hung up before it was answered';
    case 'hung-up-by-them':
      return 'the far end hung up';
    case 'cancelled':
      return 'missed: the caller gave up';
    case 'refused':
      return `refused by the far end (${status}${REFUSALS[status] === undefined ? '' : ` ${REFUSALS[status]}`})`;
    case 'lost':
      return 'the far end was lost';
  }
}

const REFUSALS: Readonly<Record<number, string>> = {
  403: 'forbidden',
  404: 'no such number',
  480: 'not available',
  486: 'busy',
  487: 'ended',
  488: 'no codec in common',
  503: 'congestion',
  603: 'declined',
};

function seconds(ms: Ms): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
