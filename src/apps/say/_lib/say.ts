import type { Call, Outcome } from '../../../channel/call.ts';
import { goToDigit } from '../../audio/_lib/go-to-digit.ts';
import { playOn } from '../../audio/_lib/prompts.ts';

/** Says prompts. Where SAY_DTMF_INTERRUPT is true a digit interrupts and begins an extension, as with BackGround(). */
export async function say(call: Call, prompts: readonly string[]): Promise<Outcome> {
  const interruptible = (call.get('SAY_DTMF_INTERRUPT') ?? '').toLowerCase() === 'true';
  const { digit } = await playOn(call, prompts, { interruptedBy: () => interruptible });
  return digit === undefined ? undefined : goToDigit(call, digit);
}
