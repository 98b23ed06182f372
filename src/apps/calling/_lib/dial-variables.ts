import type { Ms } from '../../../base/duration.ts';
import type { Call } from '../../../channel/call.ts';

const RESULT_VARIABLES = [
  'DIALSTATUS',
  'DIALEDPEERNUMBER',
  'DIALEDPEERNAME',
  'ANSWEREDTIME',
  'ANSWEREDTIME_MS',
  'DIALEDTIME',
  'DIALEDTIME_MS',
  'RINGTIME',
  'RINGTIME_MS',
  'PROGRESSTIME',
  'PROGRESSTIME_MS',
];

/** Empties all variables that Dial() sets, so that nothing of an earlier one is taken for its result. */
export function clearDialVariables(call: Call): void {
  for (const name of RESULT_VARIABLES) call.set(name, '');
  call.set('FORWARDERNAME', undefined);
}

/** Sets `NAME` in whole seconds and `NAME_MS`. */
export function setSpan(call: Call, name: string, spanMs: Ms): void {
  call.set(name, String(Math.floor(spanMs / 1000)));
  call.set(`${name}_MS`, String(Math.round(spanMs)));
}

/**
 * Sets what is known once the two have parted. As in Asterisk both spans are the caller's: how long its channel has been up, and how
 * long it has been there.
 */
export function setTalkTimes(call: Call): void {
  const { answeredMs, createdMs } = call.channel;
  const now = call.clock.now();
  setSpan(call, 'ANSWEREDTIME', answeredMs === undefined ? 0 : now - answeredMs);
  setSpan(call, 'DIALEDTIME', now - createdMs);
}
