import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import type { ModuleContext } from '../../extend/define-module.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { mailboxesPort } from '../../pbx/ports/mailboxes.ts';
import { processesPort } from '../../pbx/ports/processes.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { CountsCache } from './counts-cache.ts';
import { ExternNotify } from './extern-notify.ts';
import { commandRoute } from './mail/command-route.ts';
import type { MailJob } from './mail/mail-job.ts';
import type { MailRoute } from './mail/mail-route.ts';
import { Mailer } from './mail/mailer.ts';
import { Outbox } from './mail/outbox.ts';
import { OutboxFolder } from './mail/outbox-folder.ts';
import { smtpRoute } from './mail/smtp-route.ts';
import type { MessageStore } from './message-store.ts';
import { MailboxPoll } from './poll-mailboxes.ts';
import { boxSwitch, type Mailbox, type VoicemailSettings } from './settings.ts';
import type { Voicemail } from './voicemail.ts';

/** What follows from messages that come and go: counts, mail, `externnotify`. Ends with the module. */
export interface Happenings extends Pick<Voicemail, 'changed' | 'arrived'>, Pick<CountsCache, 'counts'> {
  /** The settings are others now. */
  reloaded(): void;
}

/** Starts it. @param settings those of now. */
export function openHappenings(
  context: ModuleContext,
  store: MessageStore,
  settings: () => VoicemailSettings,
): Happenings {
  const { clock, log, scope } = context;
  const { directories, processId } = context.use(systemPort);
  const mailboxes = context.use(mailboxesPort);
  const processes = context.use(processesPort);
  const cache = new CountsCache(store);
  const counts = (mailbox: Pick<Mailbox, 'box' | 'context'>) => cache.counts(mailbox);
  const notify = scope.own('externnotify', new ExternNotify({ clock, log, processes, counts }));
  const tell = (mailbox: Mailbox): void => {
    mailboxes.changed(mailbox.box, mailbox.context);
    notify.changed(mailbox, settings().general.externnotify ?? '');
  };
  const poll = scope.own(
    'poll',
    new MailboxPoll({
      clock,
      counts,
      settings() {
        const { boxes, general } = settings();
        return { boxes: boxes.values(), everyMs: general.pollmailboxes ? general.pollfreq * 1000 : undefined };
      },
      onChange: tell,
    }),
  );
  const changed = (mailbox: Mailbox): void => {
    cache.forget(mailbox);
    poll.seen(mailbox);
    tell(mailbox);
  };
  const folder = new OutboxFolder(join(directories.spool, 'voicemail-mail'));
  const onSent = ({ deletes }: MailJob): void => {
    const mailbox = deletes && settings().boxes.get(`${deletes.box}@${deletes.context}`);
    if (!mailbox || !boxSwitch(settings(), mailbox, 'delete')) return;
    // It may have been heard, and moved, meanwhile; what the owner has filed elsewhere stays.
    const sent = ['INBOX', 'Urgent', 'Old']
      .flatMap((name) => store.list(mailbox, name))
      .filter(({ facts }) => facts.messageId === deletes.messageId);
    if (sent.length === 0) return;
    store.delete(mailbox, sent);
    changed(mailbox);
  };
  const outbox = scope.own(
    'outbox',
    new Outbox({ clock, log, folder, onSent, route: () => routeOf(settings(), processes) }),
  );
  const mailer = new Mailer({
    clock,
    log,
    folder,
    outbox,
    processId,
    settings,
    dialplan: () => (context.has(dialplanPort) ? context.use(dialplanPort) : undefined),
  });
  return {
    counts,
    changed,
    arrived(mailbox, message) {
      try {
        mailer.tell(mailbox, { ...message, facts: store.factsOf(message.base) });
      } catch (error) {
        log.error(`no mail about a message for ${mailbox.box}@${mailbox.context}: ${messageOf(error)}`);
      }
    },
    reloaded() {
      poll.restart();
      outbox.retry();
    },
  };
}

function routeOf({ general }: VoicemailSettings, processes: Parameters<typeof commandRoute>[1]): MailRoute {
  if (!general.smtpserver) return commandRoute(general.mailcmd, processes);
  return smtpRoute({
    server: general.smtpserver,
    tls: general.smtptls,
    user: general.smtpuser ?? '',
    secret: general.smtpsecret?.reveal() ?? '',
    authorities: general.smtpca ?? '',
  });
}
