import type { Call } from '../../channel/call.ts';
import { type PlayOutcome, playPrompts } from '../../channel/prompt/play.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';
import { boxText, type Mailbox } from './settings.ts';
import type { Voicemail } from './voicemail.ts';

/** Plays prompts of a mailbox in its language. @param ends the digits that end them. Rejects with the call's reason. */
export function playMail(
  call: Call,
  mail: Voicemail,
  mailbox: Mailbox | undefined,
  names: readonly string[],
  ends: string,
): Promise<PlayOutcome> {
  const language = (mailbox && boxText(mail.settings, mailbox, 'language')) || mail.settings.general.language;
  return playPrompts(call.channel, names, {
    sounds: call.use(promptsPort),
    log: call.log,
    signal: call.signal,
    language: language || undefined,
    interruptedBy: (digit) => ends.includes(digit),
  });
}
