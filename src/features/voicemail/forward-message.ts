import { rmSync } from 'node:fs';
import { messageOf } from '../../base/errors.ts';
import { putBefore } from './join-sounds.ts';
import { leaveMessage } from './leave-message.ts';
import type { MailboxVoice } from './mailbox-voice.ts';
import { type StoredMessage, soundExtensions } from './message-store.ts';
import { recordInto } from './record-into.ts';
import { boxNumber, type Mailbox } from './settings.ts';

/** So often a menu is told to somebody who presses nothing. */
const MOST_ROUNDS = 4;

/** What came of sending a message on: `cancelled` where * was pressed, or nothing. */
type Forwarding = { readonly key: string | undefined } | 'cancelled';

/**
 * Sends a message to others, perhaps with a comment before it. Their numbers are joined by `*`. @returns the key pressed last; `*` where
 * the owner went back. Rejects with the call's reason.
 */
export async function forwardMessage(voice: MailboxVoice, message: StoredMessage): Promise<string | undefined> {
  const recipients = await askRecipients(voice, true);
  if (recipients.length === 0) return undefined;
  const outcome = await withOptions(voice, message, recipients);
  return outcome === 'cancelled' ? '*' : outcome.key;
}

/** Leaves a new message from within a mailbox; whom for is asked where it is not given. Rejects with the call's reason. */
export async function leaveByMenu(voice: MailboxVoice, to?: Mailbox): Promise<undefined> {
  const recipients = to ? [to] : await askRecipients(voice, false);
  const [first, ...others] = recipients;
  if (first) await leaveMessage(voice.call, voice.mail, [first, ...others]);
  return undefined;
}

/** Asks until all numbers are mailboxes. @param forwarding the owner's own is not one of them then. @returns none where nothing is entered. */
async function askRecipients(voice: MailboxVoice, forwarding: boolean): Promise<Mailbox[]> {
  const { mail, box } = voice;
  for (;;) {
    const digits = await voice.digits('vm-extension');
    if (digits === '') return [];
    const numbers = digits.split('*');
    const found = numbers.flatMap((number) => {
      const to = mail.find(`${number}@${box.context}`);
      return to === undefined || (forwarding && to.box === box.box) ? [] : [to];
    });
    if (found.length === numbers.length) {
      for (const { box: number } of found) await voice.say(...voice.nameOf(number));
      return found;
    }
    await voice.play('pbx-invalid');
  }
}

async function withOptions(
  voice: MailboxVoice,
  message: StoredMessage,
  recipients: readonly Mailbox[],
): Promise<Forwarding> {
  for (let round = 0; round < MOST_ROUNDS; ) {
    const key = await voice.ask(['vm-forwardoptions', 'vm-starmain']);
    if (key === '2') return { key: await send(voice, message, recipients) };
    if (key === '*') return 'cancelled';
    if (key === '1') {
      const comment = await recordComment(voice, message);
      if (comment === undefined) return { key: await voice.play('vm-sorry') };
      try {
        return { key: await send(voice, message, recipients, comment) };
      } finally {
        removeSounds(comment);
      }
    }
    if (key === undefined) round++;
  }
  return 'cancelled';
}

/** @returns the comment's path without its extension, in the message's own formats; undefined where it could not be recorded. */
async function recordComment(voice: MailboxVoice, message: StoredMessage): Promise<string | undefined> {
  const { call, mail, box } = voice;
  const { general } = mail.settings;
  try {
    const base = mail.store.temporary(box, `comment-${call.channel.uniqueId.replace(/[^\w.-]/g, '_')}`);
    await voice.say('beep');
    const recorded = await recordInto(call, base, soundExtensions(message.base), {
      maxMs: boxNumber(mail.settings, box, 'maxsecs') * 1000,
      silenceMs: general.maxsilence * 1000,
      silenceThreshold: general.silencethreshold,
      endedBy: '#',
    });
    return recorded && base;
  } catch (error) {
    if (call.signal.aborted) throw error;
    call.log.error(`a comment by ${box.box}@${box.context} cannot be recorded: ${messageOf(error)}`);
    return undefined;
  }
}

async function send(
  voice: MailboxVoice,
  message: StoredMessage,
  recipients: readonly Mailbox[],
  comment?: string,
): Promise<string | undefined> {
  const { call, mail } = voice;
  let sent = 0;
  let full = false;
  for (const to of recipients) {
    if (mail.store.count(to, 'INBOX') >= boxNumber(mail.settings, to, 'maxmsg')) {
      full = true;
      continue;
    }
    try {
      mail.arrived(to, copyTo(voice, to, message, comment));
      mail.changed(to);
      sent++;
    } catch (error) {
      call.log.error(`${to.box}@${to.context} gets no copy of the message: ${messageOf(error)}`);
    }
  }
  if (sent > 0 && !full) return voice.play('vm-msgforwarded');
  return voice.play(full ? 'vm-mailboxfull' : 'vm-sorry');
}

function copyTo(voice: MailboxVoice, to: Mailbox, message: StoredMessage, comment: string | undefined): StoredMessage {
  const { store } = voice.mail;
  if (comment === undefined) return store.copy(to, message, 'INBOX');
  const extensions = soundExtensions(comment);
  const draft = store.temporary(to, `forwarded-${voice.call.channel.uniqueId.replace(/[^\w.-]/g, '_')}`);
  try {
    store.copySounds(message, draft, extensions);
    for (const extension of extensions) putBefore(`${comment}.${extension}`, `${draft}.${extension}`);
    return store.add(to, 'INBOX', { from: draft, extensions, facts: message.facts }, 'move');
  } finally {
    removeSounds(draft);
  }
}

function removeSounds(base: string): void {
  for (const extension of soundExtensions(base)) rmSync(`${base}.${extension}`, { force: true });
}
