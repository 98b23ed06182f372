import { join } from 'node:path';
import { hasErrors } from '../../base/diagnostic.ts';
import { defineModule } from '../../extend/define-module.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { CsvFiles } from './csv.ts';
import { cdrPosted, startCdrEngine } from './engine.ts';
import { cdrSchema } from './files/cdr-conf.ts';

/** Call detail records, and Master.csv. */
export const module = defineModule({
  name: 'cdr_csv',
  description: 'Comma Separated Values CDR Backend',
  needs: [channelsPort, configFilesPort, systemPort],
  start(context) {
    const files = context.use(configFilesPort);
    let { values } = files.load(cdrSchema);
    if (!values.general.values.enable) return { ok: false, declined: 'enable = no in cdr.conf' };
    context.scope.onClose(
      'engine',
      startCdrEngine({
        bus: context.bus,
        clock: context.clock,
        channels: context.use(channelsPort),
        settings: () => values.general.values,
      }),
    );
    const csv = new CsvFiles(join(context.use(systemPort).directories.log, 'cdr-csv'), context.log);
    context.scope.onClose('files', () => csv.close());
    context.scope.onClose(
      'writer',
      context.bus.on(cdrPosted, (record) => csv.write(record, values.csv.values)),
    );
    return {
      reload() {
        const loaded = files.load(cdrSchema);
        if (loaded.file.rejected || hasErrors(loaded.diagnostics))
          return { ok: false, declined: 'cdr.conf has errors; the settings stay as they were' };
        values = loaded.values;
        return { ok: true };
      },
    };
  },
});
