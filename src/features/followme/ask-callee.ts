import { extname } from 'node:path';
import type { Call } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import { DigitStream } from '../../channel/prompt/digit-stream.ts';
import { playPrompts } from '../../channel/prompt/play.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';
import type { Profile } from './profiles.ts';

/** What somebody who picked up has decided. */
export type Answer = 'take' | 'decline';

/**
 * Says who calls and asks whether to take the call, again after the digit timeout, until there is an answer. Rejects with the signal's reason
 * when that aborts.
 * @param recordedName a sound file of the caller's name, if it was recorded.
 */
export async function askCallee(
  call: Call,
  callee: Channel,
  profile: Profile,
  recordedName: string | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  const { prompts, takeDigits, declineDigits, digitTimeoutMs } = profile;
  const stream = new DigitStream(callee);
  const said = new AbortController();
  const speaking = AbortSignal.any([signal, said.signal]);
  const play = (name: string): Promise<unknown> =>
    playPrompts(callee, [name], { sounds: call.use(promptsPort), log: call.log, signal: speaking });
  const speak = async (): Promise<never> => {
    for (;;) {
      if (recordedName === undefined) await play(prompts.norecording_prompt);
      else {
        await play(prompts.call_from_prompt);
        await play(recordedName.slice(0, -extname(recordedName).length));
      }
      await play(prompts.options_prompt);
      await call.clock.sleep(digitTimeoutMs, speaking);
    }
  };
  const spoken = speak();
  // Its end is the answer below, or the signal that ends that too.
  spoken.catch(() => {});
  try {
    for (let pressed = ''; ; ) {
      const digit = await stream.next(call.clock, pressed === '' ? undefined : digitTimeoutMs, signal);
      pressed = digit === undefined ? '' : pressed + digit;
      if (pressed.endsWith(takeDigits)) return 'take';
      if (pressed.endsWith(declineDigits)) return 'decline';
    }
  } finally {
    said.abort();
    stream.close();
  }
}
