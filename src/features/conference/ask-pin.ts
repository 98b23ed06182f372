import type { Call } from '../../channel/call.ts';
import { playPrompts } from '../../channel/prompt/play.ts';
import { readDigits } from '../../channel/prompt/read-digits.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';

/** How long somebody may take for the first digit, and for each further one. @see observed: Asterisk 16 */
const FIRST_MS = 10_000;
const NEXT_MS = 5000;
const MOST_DIGITS = 79;

/** Plays a prompt and reads digits up to `#`; what is pressed during the prompt counts. */
export async function askDigits(call: Call, prompt: string): Promise<string> {
  const { digit } = await playPrompts(call.channel, [prompt], {
    sounds: call.use(promptsPort),
    log: call.log,
    signal: call.signal,
    interruptedBy: () => true,
  });
  const read = await readDigits(call.channel, {
    clock: call.clock,
    signal: call.signal,
    maxDigits: MOST_DIGITS,
    terminators: '#',
    firstMs: FIRST_MS,
    interMs: NEXT_MS,
    start: digit,
  });
  return read.digits;
}

/** Plays prompts on a call that takes part in nothing yet. */
export async function sayOn(call: Call, names: readonly string[]): Promise<void> {
  await playPrompts(call.channel, names, { sounds: call.use(promptsPort), log: call.log, signal: call.signal });
}

/** Asks for a PIN, three times at most. @returns what `accept` makes of the right one, undefined where none was right. */
export async function askPin<T>(
  call: Call,
  sounds: { readonly getPin: string; readonly invalidPin: string },
  accept: (digits: string) => T | undefined,
): Promise<T | undefined> {
  for (let tries = 0; tries < 3; tries++) {
    const accepted = accept(await askDigits(call, sounds.getPin));
    if (accepted !== undefined) return accepted;
    await sayOn(call, [sounds.invalidPin]);
  }
  return undefined;
}
