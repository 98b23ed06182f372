import type { SipRequest } from '../../../sip/message/message.ts';

/** A digit that came by INFO. */
export interface InfoDigit {
  /** One of `0-9*#A-D`, or `!` for a hook flash. */
  readonly digit: string;
  readonly durationMs: number;
}

const DEFAULT_MS = 100;

/** Some phones number the keys behind 9. */
const NUMBERED: Readonly<Record<string, string>> = {
  '10': '*',
  '11': '#',
  '12': 'A',
  '13': 'B',
  '14': 'C',
  '15': 'D',
  '16': '!',
};

/** The digit of an INFO in any of the forms that phones use; undefined if there is none in it. */
export function readInfoDigit(request: SipRequest): InfoDigit | undefined {
  const type = request.contentType;
  const body = request.body;
  if (type === 'application/dtmf') return named(body.trim(), DEFAULT_MS);
  if (type !== 'application/dtmf-relay' && type !== 'application/vnd.nortelnetworks.digits') return undefined;
  const signal = /^\s*(?:signal|d)\s*=\s*(\S+)/im.exec(body)?.[1];
  const duration = /^\s*duration\s*=\s*(\d{1,5})/im.exec(body)?.[1];
  return signal === undefined ? undefined : named(signal, duration === undefined ? DEFAULT_MS : Number(duration));
}

function named(text: string, durationMs: number): InfoDigit | undefined {
  const digit = NUMBERED[text] ?? (/^hf$|^flash$/i.test(text) ? '!' : text.toUpperCase());
  return /^[0-9*#A-D!]$/.test(digit) ? { digit, durationMs: durationMs === 0 ? DEFAULT_MS : durationMs } : undefined;
}
