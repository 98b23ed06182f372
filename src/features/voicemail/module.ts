import { join } from 'node:path';
import { hasErrors } from '../../base/diagnostic.ts';
import { defineModule } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { mailboxesPort } from '../../pbx/ports/mailboxes.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { voicemailSchema } from './files/voicemail-conf.ts';
import { MessageStore } from './message-store.ts';
import { findMailbox, type Mailbox, voicemailSettings } from './settings.ts';
import { voicemailPort } from './voicemail.ts';

/** Voicemail: mailboxes on disk, and who is told of what lies in them. */
export const module = defineModule({
  name: 'app_voicemail',
  description: 'Comedian Mail (Voicemail System)',
  needs: [configFilesPort, mailboxesPort, systemPort],
  offers: [voicemailPort],
  start(context) {
    const files = context.use(configFilesPort);
    const loaded = files.load(voicemailSchema);
    if (loaded.file.missing) return { ok: false, declined: 'there is no voicemail.conf' };
    let settings = voicemailSettings(loaded.values);
    const store = new MessageStore(join(context.use(systemPort).directories.spool, 'voicemail'));
    const mailboxes = context.use(mailboxesPort);
    const keeper = {
      counts(box: string, where: string) {
        const mailbox = settings.boxes.get(`${box}@${where}`);
        return mailbox && store.counts(mailbox);
      },
    };
    context.scope.onClose('keeper', mailboxes.keep(keeper));
    const changed = (mailbox: Mailbox): void => mailboxes.changed(mailbox.box, mailbox.context);
    context.offer(voicemailPort, {
      get settings() {
        return settings;
      },
      store,
      find: (text) => findMailbox(settings, text),
      changed,
      arrived() {},
      changePassword: () => undefined,
    });
    return {
      reload() {
        const again = files.load(voicemailSchema);
        if (again.file.missing || again.file.rejected || hasErrors(again.diagnostics))
          return { ok: false, declined: 'voicemail.conf has errors; the mailboxes stay as they were' };
        settings = voicemailSettings(again.values);
        return { ok: true };
      },
    };
  },
});
