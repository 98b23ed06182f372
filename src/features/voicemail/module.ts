import { join } from 'node:path';
import { hasErrors } from '../../base/diagnostic.ts';
import { defineModule } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { mailboxesPort } from '../../pbx/ports/mailboxes.ts';
import { processesPort } from '../../pbx/ports/processes.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { changePassword, withPassword } from './change-password.ts';
import { examineVoicemail } from './examine.ts';
import { voicemailSchema } from './files/voicemail-conf.ts';
import { openHappenings } from './happenings.ts';
import { MessageStore } from './message-store.ts';
import { withPasswordFiles } from './password-file.ts';
import { findMailbox, voicemailSettings } from './settings.ts';
import { voicemailPort } from './voicemail.ts';

/** Voicemail: mailboxes on disk, and who is told of what lies in them. */
export const module = defineModule({
  name: 'app_voicemail',
  description: 'Comedian Mail (Voicemail System)',
  needs: [configFilesPort, mailboxesPort, processesPort, systemPort],
  offers: [voicemailPort],
  start(context) {
    const files = context.use(configFilesPort);
    const loaded = files.load(voicemailSchema);
    if (loaded.file.missing) return { ok: false, declined: 'there is no voicemail.conf' };
    const { etc, spool } = context.use(systemPort).directories;
    const store = new MessageStore(join(spool, 'voicemail'));
    const settingsOf = ({ values, file }: typeof loaded) => {
      const faults = examineVoicemail(file);
      if (faults.length > 0) files.report(voicemailSchema.file, faults);
      return withPasswordFiles(voicemailSettings(values), (mailbox) => store.pathOf(mailbox));
    };
    let settings = settingsOf(loaded);
    const happenings = openHappenings(context, store, () => settings);
    const keeper = {
      counts(box: string, where: string) {
        const mailbox = settings.boxes.get(`${box}@${where}`);
        return mailbox && happenings.counts(mailbox);
      },
    };
    context.scope.onClose('keeper', context.use(mailboxesPort).keep(keeper));
    context.offer(voicemailPort, {
      get settings() {
        return settings;
      },
      store,
      find: (text) => findMailbox(settings, text),
      changed: happenings.changed,
      arrived: happenings.arrived,
      changePassword(mailbox, password) {
        const folder = store.pathOf(mailbox);
        const fault = changePassword(settings, mailbox, password, {
          etc,
          folder,
          read: () => files.read(voicemailSchema.file),
        });
        if (fault === undefined) settings = withPassword(settings, mailbox, password);
        return fault;
      },
    });
    return {
      reload() {
        const again = files.load(voicemailSchema);
        if (again.file.missing || again.file.rejected || hasErrors(again.diagnostics))
          return { ok: false, declined: 'voicemail.conf has errors; the mailboxes stay as they were' };
        settings = settingsOf(again);
        happenings.reloaded();
        return { ok: true };
      },
    };
  },
});
