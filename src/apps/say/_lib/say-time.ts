import type { Call, Outcome } from '../../../channel/call.ts';
import { options, text } from '../../../extend/argument.ts';
import { datePrompts } from '../../../say/date.ts';
import { goToDigit } from '../../audio/_lib/go-to-digit.ts';
import { playOn } from '../../audio/_lib/prompts.ts';

const USUAL_FORMAT = "ABdY 'digits/at' IMp";

/** What SayUnixTime() and DateTime() take. */
export const timeArguments = {
  time: text('seconds since 1970; now where left out'),
  zone: text('an IANA name; the machine’s zone where left out'),
  format: text(`letters as in voicemail.conf’s [zonemessages]; ${USUAL_FORMAT} where left out`),
  options: options('how to say it', {
    j: { doc: 'a digit interrupts and begins an extension, as where SAY_DTMF_INTERRUPT is true' },
  }),
};

/** Answers, and says a date and time. A time that is no number is now. */
export async function sayTime(
  call: Call,
  given: {
    readonly time: string;
    readonly zone: string;
    readonly format: string;
    readonly options: { has(letter: 'j'): boolean };
  },
): Promise<Outcome> {
  const now = call.clock.now();
  const seconds = Number.parseFloat(given.time);
  // beyond this, JavaScript knows no dates
  const moment = Math.abs(seconds) <= 8.64e12 ? seconds * 1000 : now;
  if (!call.channel.isUp) await call.channel.answer();
  const prompts = datePrompts(given.format || USUAL_FORMAT, moment, given.zone, now);
  const interruptible = given.options.has('j') || (call.get('SAY_DTMF_INTERRUPT') ?? '').toLowerCase() === 'true';
  const { digit } = await playOn(call, prompts, { interruptedBy: () => interruptible });
  return digit === undefined ? undefined : goToDigit(call, digit);
}
