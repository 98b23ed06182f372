import { join } from 'node:path';
import { hasErrors } from '../../../base/diagnostic.ts';
import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { cdrSchema } from '../files/cdr-conf.ts';
import { cdrDeskPort } from '../ports.ts';
import { CsvFiles } from './csv-files.ts';

/** Master.csv, and a file for each account. */
export const module = defineModule({
  name: 'cdr_csv',
  description: 'Comma Separated Values CDR Backend',
  needs: [configFilesPort, systemPort, cdrDeskPort],
  start(context) {
    const load = () => context.use(configFilesPort).load(cdrSchema);
    let settings = load().values.csv.values;
    const desk = context.use(cdrDeskPort);
    const csv = new CsvFiles(join(context.use(systemPort).directories.log, 'cdr-csv'), context.log, context.clock);
    context.scope.onClose('files', () => csv.close());
    context.scope.onClose(
      'backend',
      desk.add({ name: 'csv', write: (record) => csv.write(record, settings, desk.settings.initiatedseconds) }),
    );
    return {
      reload() {
        const { values, file, diagnostics } = load();
        if (file.rejected || hasErrors(diagnostics))
          return { ok: false, declined: 'cdr.conf has errors; the settings stay as they were' };
        settings = values.csv.values;
        return { ok: true };
      },
    };
  },
});
