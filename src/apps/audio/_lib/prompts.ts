import type { Call } from '../../../channel/call.ts';
import { type PlayOptions, type PlayOutcome, playPrompts } from '../../../channel/prompt/play.ts';
import { promptsPort } from '../../../pbx/ports/prompts.ts';

/** Plays prompts on a call with what its house offers. Rejects with the call's reason when it must give way. */
export function playOn(
  call: Call,
  names: readonly string[],
  options: Pick<PlayOptions, 'language' | 'interruptedBy' | 'stopAtMissing'> & { readonly signal?: AbortSignal } = {},
): Promise<PlayOutcome> {
  return playPrompts(call.channel, names, {
    signal: call.signal,
    ...options,
    sounds: call.use(promptsPort),
    log: call.log,
  });
}
