import type { MessageCounts } from '../../pbx/ports/mailboxes.ts';
import { digitPrompts } from '../../say/characters.ts';
import { datePrompts } from '../../say/date.ts';
import { numberPrompts } from '../../say/number.ts';
import type { StoredMessage } from './message-store.ts';
import { boxNumber, boxSwitch, type Mailbox, type VoicemailSettings, zoneOf } from './settings.ts';

/** How times are said where a mailbox has no zone. */
const USUAL_FORMAT = "'vm-received' q 'digits/at' IMp";

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

/** Which message of how many this is: first, last, or its number. */
export function positionPrompts(place: number, count: number): string[] {
  if (place === 0) return ['vm-first', 'vm-message'];
  return place === count - 1 ? ['vm-last', 'vm-message'] : ['vm-message', ...numberPrompts(place + 1)];
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

/** Who left a message. */
export function callerPrompts(message: StoredMessage): string[] {
  const number = callerNumber(message);
  return number === undefined ? ['vm-unknown-caller'] : ['vm-from-phonenumber', ...digitPrompts(number)];
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
  box: Mailbox,
  message: StoredMessage,
  nowMs: number,
): string[] {
  return [
    ...(boxSwitch(settings, box, 'envelope') ? timePrompts(settings, box, message, nowMs) : []),
    ...(boxSwitch(settings, box, 'saycid') ? callerPrompts(message) : []),
    ...(boxSwitch(settings, box, 'sayduration') ? durationPrompts(settings, box, message) : []),
  ];
}
