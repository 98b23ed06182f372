import type { OriginateReason } from '../../pbx/ports/originator.ts';

const TEXTS: Readonly<Record<OriginateReason, string>> = {
  0: 'Call Failure (not BUSY, and not NO_ANSWER, maybe Circuit busy or down?)',
  1: 'Hangup',
  3: 'Remote end Ringing',
  5: 'Remote end is Busy',
  8: 'Congestion (circuits busy)',
};

/** Why a call was not answered, in the words of Asterisk's log, which monitoring programs look for. */
export function reasonText(reason: OriginateReason): string {
  return TEXTS[reason];
}
