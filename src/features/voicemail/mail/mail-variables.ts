import { formatDate } from '../../../base/date-format.ts';
import type { MessageFacts } from '../message.ts';
import { boxText, type Mailbox, type VoicemailSettings, zoneOf } from '../settings.ts';
import { oneLine } from './mime.ts';

/** A new message, as mail tells of it. */
export interface NewMessage {
  /** The path without an extension. */
  readonly base: string;
  readonly folder: string;
  /** From 0. */
  readonly number: number;
  readonly facts: MessageFacts;
}

/** Who left a message: both empty where nothing is known. */
export function callerOf(facts: MessageFacts): { readonly name: string; readonly number: string } {
  const text = oneLine(facts.callerId);
  const both = /^"(.*)" <([^<>]*)>$/.exec(text);
  if (both) return { name: both[1] ?? '', number: both[2] ?? '' };
  if (text === '' || text === 'Unknown') return { name: '', number: '' };
  return /^[\d*#+]+$/.test(text) ? { name: '', number: text } : { name: text, number: '' };
}

/** The person of a mailbox as mail calls it. */
export function ownerOf(mailbox: Mailbox): string {
  return mailbox.fullName || mailbox.box;
}

/**
 * The variables of mail, for `${VM_NAME}` and its kin. What comes from a caller is one line, so that it can end neither a header nor a
 * paragraph. @param dateFormat how VM_DATE is written.
 */
export function mailVariables(
  settings: VoicemailSettings,
  mailbox: Mailbox,
  message: NewMessage,
  at: { readonly nowMs: number; readonly dateFormat: string },
): ReadonlyMap<string, string> {
  const { facts } = message;
  const { name, number } = callerOf(facts);
  const unknown = 'an unknown caller';
  const zone = zoneOf(settings, mailbox)?.timeZone ?? '';
  const seconds = facts.durationSeconds;
  const caller = name !== '' && number !== '' ? `"${name}" <${number}>` : name || number || unknown;
  return new Map([
    ['VM_NAME', ownerOf(mailbox)],
    ['VM_DUR', `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`],
    ['VM_MSGNUM', String(message.number + 1)],
    ['VM_CONTEXT', mailbox.context],
    ['VM_MAILBOX', mailbox.box],
    ['VM_CALLERID', caller],
    ['VM_CIDNUM', number || unknown],
    ['VM_CIDNAME', name || unknown],
    ['VM_DATE', formatDate(at.dateFormat, at.nowMs, zone)],
    ['VM_MESSAGEFILE', message.base],
    ['VM_CATEGORY', oneLine(facts.category) || 'no category'],
    ['VM_FLAG', oneLine(facts.flag)],
    ['ORIG_VM_CALLERID', caller],
    ['ORIG_VM_CIDNUM', number || unknown],
    ['ORIG_VM_CIDNAME', name || unknown],
    ['ORIG_VM_DATE', formatDate(at.dateFormat, facts.origTime * 1000, zone)],
    ['LANGUAGE', boxText(settings, mailbox, 'language')],
  ]);
}
