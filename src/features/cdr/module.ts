import { hasErrors } from '../../base/diagnostic.ts';
import { defineModule } from '../../extend/define-module.ts';
import { callRecordsPort } from '../../pbx/ports/call-records.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { cdrKey } from './chain.ts';
import { Desk } from './desk.ts';
import { CdrEngine } from './engine.ts';
import { cdrSchema } from './files/cdr-conf.ts';
import { cdrDeskPort } from './ports.ts';

/** Call detail records: what is kept of each call, for those who write it down. */
export const module = defineModule({
  name: 'cdr',
  description: 'CDR Engine',
  needs: [channelsPort, configFilesPort],
  offers: [cdrDeskPort, callRecordsPort],
  start(context) {
    const files = context.use(configFilesPort);
    let { values } = files.load(cdrSchema);
    const settings = () => values.general.values;
    const { bus, clock } = context;
    const engine = new CdrEngine({
      bus,
      clock,
      channels: context.use(channelsPort),
      settings,
      post: (record) => desk.post(record),
    });
    const desk = new Desk({ clock, engine, settings });
    context.scope.onClose('desk', () => desk.close());
    context.scope.onClose('engine', () => engine.close());
    context.offer(cdrDeskPort, desk);
    context.offer(callRecordsPort, { reset: (channel) => channel.attachments.get(cdrKey)?.reset(false) });
    desk.schedule();
    return {
      reload() {
        const loaded = files.load(cdrSchema);
        if (loaded.file.rejected || hasErrors(loaded.diagnostics))
          return { ok: false, declined: 'cdr.conf has errors; the settings stay as they were' };
        values = loaded.values;
        desk.schedule();
        return { ok: true };
      },
    };
  },
});
