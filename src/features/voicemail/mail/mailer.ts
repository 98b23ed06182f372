import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Clock } from '../../../base/clock.ts';
import { formatDate } from '../../../base/date-format.ts';
import { messageOf } from '../../../base/errors.ts';
import type { Logger } from '../../../base/log.ts';
import type { EvaluationContext } from '../../../channel/call.ts';
import type { Dialplan } from '../../../pbx/ports/dialplan.ts';
import { soundExtensions } from '../message-store.ts';
import { formatExtensions } from '../record-into.ts';
import { boxSwitch, boxText, type Mailbox, type VoicemailSettings } from '../settings.ts';
import type { MailJob } from './mail-job.ts';
import { emailTemplates, type MailTemplates, pagerTemplates } from './mail-templates.ts';
import { callerOf, mailVariables, type NewMessage, ownerOf } from './mail-variables.ts';
import { headerAddress, headerText, isAddress } from './mime.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxFolder } from './outbox-folder.ts';

/** A larger sound stays in the mailbox and the mail goes without it; bytes. */
const LARGEST_SOUND = 100 * 1024 * 1024;
const SOUND_TYPES: Readonly<Record<string, string>> = { wav: 'audio/x-wav', WAV: 'audio/x-WAV', gsm: 'audio/x-gsm' };

/** What a {@link Mailer} needs. */
export interface MailerHouse {
  readonly clock: Clock;
  readonly log: Logger;
  readonly folder: OutboxFolder;
  readonly outbox: Outbox;
  readonly processId: number;
  settings(): VoicemailSettings;
  /** For variables; undefined while there is no dialplan. */
  dialplan(): Dialplan | undefined;
}

/** Writes the mails about a new message: e-mail with the sound, and a short one for a pager. */
export class Mailer {
  readonly #house: MailerHouse;

  constructor(house: MailerHouse) {
    this.#house = house;
  }

  /** Puts the mails of a message on their way. Never throws, never waits: what cannot be done at once is done later. */
  tell(mailbox: Mailbox, message: NewMessage): void {
    if (mailbox.email === '' && mailbox.pager === '') return;
    if (!this.#house.outbox.hasRoom()) return;
    const settings = this.#house.settings();
    const urgent = message.folder === 'Urgent';
    void this.#send(mailbox, message, mailbox.email, emailTemplates(settings, mailbox, urgent), false);
    void this.#send(mailbox, message, mailbox.pager, pagerTemplates(settings, urgent), true);
  }

  async #send(
    mailbox: Mailbox,
    message: NewMessage,
    to: string,
    templates: MailTemplates,
    pager: boolean,
  ): Promise<void> {
    const { clock, log, folder, outbox } = this.#house;
    const settings = this.#house.settings();
    const about = `message ${message.number + 1} of mailbox ${mailbox.box}@${mailbox.context}`;
    const recipients = addresses(to, (bad) =>
      log.warning(`'${bad}' of ${mailbox.box}@${mailbox.context} is no e-mail address`),
    );
    if (recipients.length === 0) return;
    const id = `${clock.now()}-${randomBytes(6).toString('hex')}`;
    try {
      // The sound is held first: its message may be moved before the text is ready.
      const attachment = pager ? undefined : this.#attachment(id, mailbox, message, about);
      const nowMs = clock.now();
      const { general } = settings;
      const dateFormat = pager ? general.pagerdateformat : general.emaildateformat;
      const variables = mailVariables(settings, mailbox, message, { nowMs, dateFormat });
      const fill = (text: string): string | Promise<string> => this.#fill(text, variables);
      const texts = [fill(templates.from), fill(templates.subject), fill(templates.body)] as const;
      // What is ready at once is on disk before anything else happens to the call.
      const ready = texts.every((text) => typeof text === 'string') ? texts : await Promise.all(texts);
      const [from, subject, text] = ready.map(String);
      const sender = senderOf(settings, mailbox);
      const job: MailJob = {
        id,
        about,
        from: sender,
        recipients,
        head: this.#head(mailbox, message, {
          from: from ?? '',
          sender,
          subject: subject ?? '',
          recipients,
          pager,
          nowMs,
        }),
        text: text ?? '',
        charset: general.charset,
        ...(attachment && { attachment }),
        madeMs: nowMs,
        nextMs: nowMs,
        attempts: 0,
        ...(!pager &&
          boxSwitch(settings, mailbox, 'delete') && {
            deletes: { box: mailbox.box, context: mailbox.context, messageId: message.facts.messageId },
          }),
      };
      outbox.add(job);
    } catch (error) {
      folder.remove(id);
      log.error(`no mail about ${about}: ${messageOf(error)}`);
    }
  }

  #attachment(id: string, mailbox: Mailbox, message: NewMessage, about: string): MailJob['attachment'] | undefined {
    const settings = this.#house.settings();
    if (!boxSwitch(settings, mailbox, 'attach')) return undefined;
    const there = soundExtensions(message.base);
    const wanted = [
      ...formatExtensions(mailbox.own.get('attachfmt') ?? '', () => {}).filter(() => mailbox.own.has('attachfmt')),
      ...formatExtensions(settings.general.format, () => {}),
    ];
    const extension = wanted.find((one) => there.includes(one)) ?? there[0];
    const path = `${message.base}.${extension ?? 'wav'}`;
    if (extension === undefined || !existsSync(path)) return undefined;
    if (statSync(path).size > LARGEST_SOUND) {
      this.#house.log.warning(`${about} is too large for a mail, which goes without it`);
      return undefined;
    }
    this.#house.folder.holdSound(id, path);
    const name = `msg${String(message.number).padStart(4, '0')}.${extension}`;
    return { name, type: SOUND_TYPES[extension] ?? `audio/x-${extension}` };
  }

  #head(
    mailbox: Mailbox,
    message: NewMessage,
    mail: {
      readonly from: string;
      readonly sender: string;
      readonly subject: string;
      readonly recipients: readonly string[];
      readonly pager: boolean;
      readonly nowMs: number;
    },
  ): string {
    const caller = callerOf(message.facts);
    const owner = ownerOf(mailbox);
    const number = message.number + 1;
    const serial = randomBytes(4).readUInt32BE();
    const box = mailbox.box.replace(/[^\w.-]/g, '_');
    const lines = [
      `Date: ${formatDate('%a, %d %b %Y %H:%M:%S %z', mail.nowMs)}`,
      `From: ${headerAddress(mail.from, mail.sender)}`,
      `To: ${mail.recipients.map((address) => headerAddress(owner, address)).join(',\n ')}`,
      `Subject: ${headerText(mail.subject)}`,
      `Message-ID: <Asterisk-${number}-${serial}-${box}-${this.#house.processId}@${hostname()}>`,
    ];
    if (!mail.pager) {
      if (caller.number !== '') lines.push(`X-Asterisk-CallerID: ${headerText(caller.number)}`);
      if (caller.name !== '') lines.push(`X-Asterisk-CallerIDName: ${headerText(caller.name)}`);
    }
    lines.push('Auto-Submitted: auto-generated');
    return `${lines.join('\n')}\n`;
  }

  #fill(text: string, variables: ReadonlyMap<string, string>): string | Promise<string> {
    const either = variables.get('VM_CIDNAME') === 'an unknown caller' ? 'VM_CIDNUM' : 'VM_CIDNAME';
    const known = (name: string): string | undefined =>
      name === 'VM_CIDNAME_OR_NUMBER' ? variables.get(either) : variables.get(name);
    const dialplan = this.#house.dialplan();
    if (!dialplan) return text.replace(/\$\{(\w+)\}/g, (_, name: string) => known(name) ?? '');
    const { outside } = dialplan;
    const own = new Map<string, string>();
    const context: EvaluationContext = {
      call: undefined,
      clock: outside.clock,
      log: outside.log,
      use: (port) => outside.use(port),
      has: (port) => outside.has(port),
      get: (name) => own.get(name) ?? known(name) ?? outside.get(name),
      set: (name, value) => void (value === undefined ? own.delete(name) : own.set(name, value)),
      warn: (message) => outside.log.warning(`voicemail.conf: ${message}`),
    };
    return dialplan.substitute(context, text);
  }
}

/** Whom mail is from: `serveremail`, at this machine where it names no other. */
function senderOf(settings: VoicemailSettings, mailbox: Mailbox): string {
  const who = boxText(settings, mailbox, 'serveremail');
  if (who.includes('@') && isAddress(who)) return who;
  return `${isAddress(who) ? who : 'asterisk'}@${hostname()}`;
}

/** The addresses that `|` separates. */
function addresses(text: string, bad: (word: string) => void): string[] {
  const words = text.split('|').map((word) => word.trim());
  return words.filter((word) => {
    if (word !== '' && !isAddress(word)) bad(word);
    return isAddress(word);
  });
}
