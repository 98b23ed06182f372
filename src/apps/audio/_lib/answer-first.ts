import type { Call } from '../../../channel/call.ts';

/**
 * What applications that need the caller's ear do first.
 * @returns false where the call is not up and `skip` is wanted.
 */
export async function answerFirst(
  call: Call,
  how: { readonly skip: boolean; readonly noAnswer: boolean },
): Promise<boolean> {
  if (call.channel.isUp) return true;
  if (how.skip) return false;
  if (!how.noAnswer) await call.channel.answer();
  call.throwIfInterrupted();
  return true;
}
