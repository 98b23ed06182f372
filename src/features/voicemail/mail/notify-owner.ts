import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { messageOf } from '../../../base/errors.ts';
import type { Logger } from '../../../base/log.ts';
import type { StoredMessage } from '../message-store.ts';
import { formatExtensions } from '../record-into.ts';
import { boxSwitch, type Mailbox, type VoicemailSettings } from '../settings.ts';
import type { MailQueue } from './mail-queue.ts';
import { type MailDialplan, ownersMail, pagersMail } from './mail-text.ts';
import { type Attachment, composeMail } from './send-mail.ts';

/** A longer sound stays in the mailbox only. */
const LARGEST_ATTACHMENT = 25 * 1024 * 1024;

/** Puts the mails about a message in the queue; with `delete=yes` the message goes once the owner's mail is out. Never rejects. */
export async function queueMails(
  settings: VoicemailSettings,
  box: Mailbox,
  message: StoredMessage,
  queue: MailQueue,
  log: Logger,
  dialplan: MailDialplan,
): Promise<void> {
  // read before anything is awaited: the message may be moved meanwhile
  const attachment = boxSwitch(settings, box, 'attach') ? readAttachment(settings, message, log) : undefined;
  try {
    const owners = await ownersMail(settings, box, message, dialplan);
    const pagers = await pagersMail(settings, box, message, dialplan);
    if (owners) {
      const { messageId } = message.facts;
      const deletes = boxSwitch(settings, box, 'delete') && { box: box.box, context: box.context, messageId };
      queue.add({ ...(await composeMail(owners, attachment)), ...(deletes && { deletes }) });
    }
    if (pagers) queue.add(await composeMail(pagers, undefined));
  } catch (error) {
    log.error(`voicemail: no mail to ${box.box}@${box.context}: ${messageOf(error)}`);
  }
}

function readAttachment(settings: VoicemailSettings, message: StoredMessage, log: Logger): Attachment | undefined {
  const [extension = 'wav'] = formatExtensions(settings.general.format, () => {});
  const path = `${message.base}.${extension}`;
  try {
    if (statSync(path).size > LARGEST_ATTACHMENT) {
      log.warning(`${path} is too large for e-mail and stays in the mailbox`);
      return undefined;
    }
    return { filename: basename(path), content: readFileSync(path) };
  } catch (error) {
    log.warning(`${path} cannot go with the e-mail: ${messageOf(error)}`);
    return undefined;
  }
}
