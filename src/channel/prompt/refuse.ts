import type { Ms } from '../../base/duration.ts';
import { untilAborted } from '../../base/until-aborted.ts';
import type { Call } from '../call.ts';
import { cause } from '../cause.ts';
import { showIndication, type ToneFinder } from './background-tone.ts';

/**
 * Tells the far end that the call leads nowhere, busy or congested, and waits for it to hang up: a call that is not up yet is refused
 * by signalling, one that is hears the tone. Rejects with the signal's reason when the far end hangs up.
 * @param waitMs how long to wait; for ever where it is left out.
 */
export async function refuseCall(
  call: Call,
  indication: 'busy' | 'congestion',
  tones: ToneFinder | undefined,
  waitMs?: Ms,
): Promise<void> {
  const { channel, clock, signal } = call;
  if (!channel.isUp) channel.hangupCause = indication === 'busy' ? cause.userBusy : cause.congestion;
  showIndication(channel, indication, tones);
  if (!channel.isUp) channel.setState('Busy');
  await (waitMs === undefined ? untilAborted(signal) : clock.sleep(waitMs, signal));
}
