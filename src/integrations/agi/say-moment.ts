import type { Call } from '../../channel/call.ts';
import type { AgiReply } from '../../extend/define-agi-command.ts';
import { datePrompts } from '../../say/date.ts';
import { numberPrompts } from '../../say/number.ts';
import { leadingInteger } from './leading-integer.ts';
import { sayTo } from './play.ts';

/** A day with its number as such (not "twenty-first"), which is how `say date` has it. @see observed: Asterisk 16 */
export const DAY = 'day';

/**
 * Says a moment to whoever is called.
 * @param moment seconds since 1970, as the script wrote them.
 * @param format as in voicemail.conf's zones, or {@link DAY}.
 * @param zone an IANA name; the machine's own where empty.
 */
export function sayMoment(
  call: Call,
  moment: string | undefined,
  escapes: string | undefined,
  format: string,
  zone = '',
): AgiReply | Promise<AgiReply> {
  if (moment === undefined || escapes === undefined || leadingInteger(moment) === undefined) return 'usage';
  const epochMs = (leadingInteger(moment) ?? 0) * 1000;
  const prompts = (text: string): string[] => datePrompts(text, epochMs, zone, call.clock.now());
  if (format !== DAY) return sayTo(call, prompts(format), escapes);
  const day = new Date(epochMs);
  const said = [...prompts('AB'), ...numberPrompts(day.getDate()), ...prompts('Y')];
  return sayTo(call, said, escapes);
}
