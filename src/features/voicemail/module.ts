import { join } from 'node:path';
import { hasErrors } from '../../base/diagnostic.ts';
import { messageOf } from '../../base/errors.ts';
import type { Channel } from '../../channel/channel.ts';
import { defineModule } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { type DeliveredRecording, mailboxesPort } from '../../pbx/ports/mailboxes.ts';
import { networkPort } from '../../pbx/ports/network.ts';
import { processesPort } from '../../pbx/ports/processes.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { CountsCache } from './counts-cache.ts';
import { deliverRecording } from './deliver-recording.ts';
import { examineVoicemail } from './examine.ts';
import { voicemailSchema } from './files/voicemail-conf.ts';
import { MailQueue } from './mail/mail-queue.ts';
import { queueMails } from './mail/notify-owner.ts';
import { sendMail } from './mail/send-mail.ts';
import { MessageStore } from './message-store.ts';
import { Passwords, shellWord, withPassword, withSpoolPasswords } from './passwords.ts';
import { MailboxPoll } from './poll-mailboxes.ts';
import { findMailbox, type Mailbox, type VoicemailSettings, voicemailSettings } from './settings.ts';
import { voicemailPort } from './voicemail.ts';

/** Voicemail: mailboxes on disk, and who is told of what lies in them. */
export const module = defineModule({
  name: 'app_voicemail',
  description: 'Comedian Mail (Voicemail System)',
  needs: [configFilesPort, dialplanPort, mailboxesPort, networkPort, systemPort, processesPort],
  offers: [voicemailPort],
  start(context) {
    const files = context.use(configFilesPort);
    const loaded = files.load(voicemailSchema);
    if (loaded.file.missing) return { ok: false, declined: 'there is no voicemail.conf' };
    const { directories } = context.use(systemPort);
    const store = new MessageStore(join(directories.spool, 'voicemail'));
    const settingsOf = ({ values, file }: typeof loaded): VoicemailSettings => {
      const faults = examineVoicemail(file);
      if (faults.length > 0) files.report(voicemailSchema.file, faults);
      return withSpoolPasswords(voicemailSettings(values), store);
    };
    let settings = settingsOf(loaded);
    const cache = new CountsCache(store);
    const { log, clock, scope } = context;
    const mailboxes = context.use(mailboxesPort);
    const processes = context.use(processesPort);
    const carriers = { processes, network: context.use(networkPort) };
    const passwords = new Passwords({ etc: directories.etc, store, processes, log, signal: scope.signal });
    const keeper = {
      counts(box: string, where: string) {
        const mailbox = settings.boxes.get(`${box}@${where}`);
        return mailbox && cache.counts(mailbox);
      },
      deliver(box: string, where: string, folder: string, recording: DeliveredRecording) {
        const mailbox = settings.boxes.get(`${box}@${where}`);
        return mailbox && deliverRecording(context.use(voicemailPort), mailbox, folder, recording);
      },
    };
    scope.onClose('keeper', mailboxes.keep(keeper));

    /** What was told last of each mailbox. */
    const told = new Map<string, string>();
    const tell = (mailbox: Mailbox, by?: Channel): void => {
      told.set(`${mailbox.box}@${mailbox.context}`, JSON.stringify(cache.counts(mailbox)));
      mailboxes.changed(mailbox.box, mailbox.context, by?.snapshot());
      const { externnotify } = settings.general;
      if (!externnotify) return;
      const { unheard, heard, urgent } = cache.counts(mailbox);
      const line = `${externnotify} ${shellWord(mailbox.context)} ${shellWord(mailbox.box)} ${unheard} ${heard} ${urgent}`;
      void processes.shell(line, { signal: scope.signal }).then(({ failure }) => {
        if (failure !== undefined) log.warning(`externnotify '${externnotify}': ${failure}`);
      });
    };
    const poll = scope.own(
      'poll',
      new MailboxPoll({
        clock,
        counts: (mailbox) => cache.counts(mailbox),
        settings() {
          const { pollmailboxes, pollfreq } = settings.general;
          return { boxes: settings.boxes.values(), everyMs: pollmailboxes ? pollfreq * 1000 : undefined };
        },
        onChange: (mailbox) => tell(mailbox),
      }),
    );
    const changed = (mailbox: Mailbox, by?: Channel): void => {
      cache.forget(mailbox);
      poll.seen(mailbox);
      tell(mailbox, by);
    };
    const queue = new MailQueue({
      folder: join(directories.spool, 'voicemail-mail'),
      clock,
      log,
      signal: scope.signal,
      send: (mail) => sendMail(mail, settings.general, carriers, scope.signal),
      onSent({ deletes }) {
        const mailbox = deletes && settings.boxes.get(`${deletes.box}@${deletes.context}`);
        if (!mailbox) return;
        // heard meanwhile, it lies in Old; what the owner has filed elsewhere stays
        const sent = ['INBOX', 'Urgent', 'Old']
          .flatMap((folder) => store.list(mailbox, folder))
          .filter(({ facts }) => facts.messageId === deletes.messageId);
        if (sent.length === 0) return;
        store.delete(mailbox, sent);
        changed(mailbox);
      },
    });
    queue.kick();
    const composing = new Set<Promise<void>>();
    // a mailbox whose message came at the last moment has its mail in the queue when this ends
    scope.onClose('mail that is composed', async () => void (await Promise.all(composing)));

    context.offer(voicemailPort, {
      get settings() {
        return settings;
      },
      store,
      find: (text) => findMailbox(settings, text),
      changed,
      arrived(mailbox, message) {
        const queued = queueMails(settings, mailbox, message, queue, log, context.use(dialplanPort))
          .catch((error: unknown) => log.error(`voicemail of ${mailbox.box}@${mailbox.context}: ${messageOf(error)}`))
          .finally(() => composing.delete(queued));
        composing.add(queued);
      },
      look(mailbox) {
        cache.forget(mailbox);
        if (told.get(`${mailbox.box}@${mailbox.context}`) !== JSON.stringify(cache.counts(mailbox))) changed(mailbox);
      },
      acceptsPassword: (mailbox, password) => passwords.accepts(settings, mailbox, password),
      async changePassword(mailbox, password) {
        const failure = await passwords.change(settings, mailbox, password);
        if (failure === undefined) settings = withPassword(settings, mailbox, password);
        return failure;
      },
    });
    return {
      reload() {
        const again = files.load(voicemailSchema);
        if (again.file.missing || again.file.rejected || hasErrors(again.diagnostics))
          return { ok: false, declined: 'voicemail.conf has errors; the mailboxes stay as they were' };
        settings = settingsOf(again);
        poll.restart();
        queue.kick();
        return { ok: true };
      },
    };
  },
});
