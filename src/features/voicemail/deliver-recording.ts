import { randomBytes } from 'node:crypto';
import { formatDate } from '../../base/date-format.ts';
import { messageOf } from '../../base/errors.ts';
import type { DeliveredRecording } from '../../pbx/ports/mailboxes.ts';
import { callerText } from './caller-text.ts';
import { boxNumber, type Mailbox } from './settings.ts';
import type { Voicemail } from './voicemail.ts';

/** Files a copy of a recording as a message of a mailbox. @returns why not; undefined where it is done. */
export function deliverRecording(
  mail: Pick<Voicemail, 'settings' | 'store' | 'changed' | 'arrived'>,
  mailbox: Mailbox,
  folder: string,
  recording: DeliveredRecording,
): string | undefined {
  const { settings, store } = mail;
  const name = `${mailbox.box}@${mailbox.context}`;
  const into = folder || 'INBOX';
  if (store.count(mailbox, into) >= boxNumber(settings, mailbox, 'maxmsg')) return `${name} is full`;
  const { begunMs, at } = recording;
  const facts = {
    origMailbox: mailbox.box,
    context: at.context,
    macroContext: '',
    exten: at.exten,
    rdnis: 'unknown',
    priority: at.priority,
    callerChannel: recording.channelName,
    callerId: callerText(recording.caller),
    origDate: formatDate('%a %b %e %r UTC %Y', begunMs, 'UTC'),
    origTime: Math.floor(begunMs / 1000),
    category: '',
    messageId: `${Math.floor(begunMs / 1000)}-${randomBytes(4).toString('hex')}`,
    flag: into === 'Urgent' ? 'Urgent' : '',
    durationSeconds: Math.floor(recording.lastedMs / 1000),
  };
  try {
    const message = { from: recording.base, extensions: [recording.extension], facts };
    const filed = store.add(mailbox, into, message, 'copy');
    mail.changed(mailbox);
    if (into === 'INBOX' || into === 'Urgent') mail.arrived(mailbox, filed);
    return undefined;
  } catch (error) {
    return `${name}: ${messageOf(error)}`;
  }
}
