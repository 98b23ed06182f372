import type { Call } from '../../../channel/call.ts';
import { readDigits } from '../../../channel/prompt/read-digits.ts';
import { playOn } from './prompts.ts';

/** How digits are asked for. */
export interface AskDigits {
  readonly prompts: readonly string[];
  readonly maxDigits: number;
  /** How long the first digit may take, and each further one; TIMEOUT(response) and TIMEOUT(digit) unless given. */
  readonly firstMs?: number;
  readonly interMs?: number;
}

/** Plays prompts, which the first digit ends, and reads digits up to `#`. Rejects with the call's reason. */
export async function askDigits(call: Call, { prompts, maxDigits, firstMs, interMs }: AskDigits): Promise<string> {
  const { channel, clock, signal } = call;
  const { digit } = await playOn(call, prompts, { interruptedBy: () => true });
  const read = await readDigits(channel, {
    clock,
    signal,
    maxDigits,
    terminators: '#',
    firstMs: firstMs ?? channel.timeouts.responseMs,
    interMs: interMs ?? channel.timeouts.digitMs,
    start: digit,
  });
  return read.digits;
}
