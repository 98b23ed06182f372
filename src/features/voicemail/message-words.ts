import type { MessageCounts } from '../../pbx/ports/mailboxes.ts';
import { digitPrompts } from '../../say/characters.ts';
import { datePrompts } from '../../say/date.ts';
import { numberPrompts } from '../../say/number.ts';
import type { MessageStore, StoredMessage } from './message-store.ts';
import { boxNumber, boxSwitch, type Mailbox, type VoicemailSettings, zoneOf } from './settings.ts';

/** How times are said where a mailbox has no zone. */
const USUAL_FORMAT = "'vm-received' Q 'digits/at' IMp";

/** How much lies in a mailbox, as its owner hears it on coming in. */
export function countPrompts({ unheard, urgent, heard }: MessageCounts): string[] {
  const parts: (readonly [number, string])[] = [
    [urgent, 'vm-Urgent'],
    [unheard, 'vm-INBOX'],
    [heard, 'vm-Old'],
  ];
  const present = parts.filter(([count]) => count > 0);
  const last = present.at(-1);
  if (!last) return ['vm-youhave', 'vm-no', 'vm-messages'];
  return [
    'vm-youhave',
    ...present.flatMap(([count, name], place) => [...(place > 0 ? ['vm-and'] : []), ...numberPrompts(count), name]),
    last[0] === 1 ? 'vm-message' : 'vm-messages',
  ];
}

/** Which message of how many this is: first, last, or its number; and that it is urgent. */
export function positionPrompts(
  { place, count }: { readonly place: number; readonly count: number },
  { facts }: StoredMessage,
): string[] {
  const urgent = facts.flag === 'Urgent' ? ['vm-Urgent'] : [];
  if (place === 0) return ['vm-first', ...urgent, 'vm-message'];
  if (place === count - 1) return ['vm-last', ...urgent, 'vm-message'];
  return [...urgent, 'vm-message', ...numberPrompts(place + 1)];
}

/** When a message came. */
export function timePrompts(
  settings: VoicemailSettings,
  box: Mailbox,
  message: StoredMessage,
  nowMs: number,
): string[] {
  const { origTime } = message.facts;
  if (origTime <= 0) return [];
  const zone = zoneOf(settings, box);
  return datePrompts(zone?.format || USUAL_FORMAT, origTime * 1000, zone?.timeZone ?? '', nowMs);
}

/**
 * Who left a message. In a context that `cidinternalcontexts` names a caller is called by the recorded name, or as an extension.
 * @param form `bare`: only the number or name itself.
 */
export function callerPrompts(
  settings: VoicemailSettings,
  store: MessageStore,
  message: StoredMessage,
  form: 'full' | 'bare' = 'full',
): string[] {
  const number = callerNumber(message);
  if (number === undefined) return ['vm-unknown-caller'];
  const { context } = message.facts;
  const internal = (settings.general.cidinternalcontexts ?? '').split(',').map((one) => one.trim());
  const inside = context !== '' && internal.includes(context);
  const recorded = inside ? store.greeting({ box: number, context }, 'greet') : undefined;
  const lead = recorded !== undefined ? 'vm-from' : inside ? 'vm-from-extension' : 'vm-from-phonenumber';
  return [...(form === 'full' ? [lead] : []), ...(recorded === undefined ? digitPrompts(number) : [recorded])];
}

/** The number of who left a message; undefined where it is not known. */
export function callerNumber({ facts }: StoredMessage): string | undefined {
  const number = /<([^<>]*)>$/.exec(facts.callerId)?.[1] ?? facts.callerId;
  return /^[+*#\d]+$/.test(number) ? number : undefined;
}

/** How long a message is, where it is long enough to say so. */
export function durationPrompts(settings: VoicemailSettings, box: Mailbox, message: StoredMessage): string[] {
  const minutes = Math.floor(message.facts.durationSeconds / 60);
  if (minutes < Math.max(1, boxNumber(settings, box, 'saydurationm'))) return [];
  return ['vm-duration', ...numberPrompts(minutes), 'vm-minutes'];
}

/** What is said before a message by itself, as the mailbox is set. */
export function headPrompts(
  settings: VoicemailSettings,
  store: MessageStore,
  box: Mailbox,
  message: StoredMessage,
  nowMs: number,
): string[] {
  return [
    ...(boxSwitch(settings, box, 'envelope') ? timePrompts(settings, box, message, nowMs) : []),
    ...(boxSwitch(settings, box, 'saycid') ? callerPrompts(settings, store, message) : []),
    ...(boxSwitch(settings, box, 'sayduration') ? durationPrompts(settings, box, message) : []),
  ];
}
