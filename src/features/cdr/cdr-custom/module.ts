import { join } from 'node:path';
import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { LineFile } from '../../../store/line-file.ts';
import { cdrCustomSchema } from '../files/cdr-custom-conf.ts';
import { cdrDeskPort } from '../ports.ts';
import { recordTexts } from '../record-text.ts';

interface Mapping {
  readonly file: LineFile;
  readonly line: string;
}

/** Files of call records as cdr_custom.conf lays them out. */
export const module = defineModule({
  name: 'cdr_custom',
  description: 'Customizable Comma Separated Values CDR Backend',
  needs: [configFilesPort, dialplanPort, systemPort, cdrDeskPort],
  start(context) {
    const folder = join(context.use(systemPort).directories.log, 'cdr-custom');
    let mappings: readonly Mapping[] = [];
    const close = (): void => {
      for (const { file } of mappings) file.close();
    };
    const load = (): void => {
      close();
      const fields = context.use(configFilesPort).load(cdrCustomSchema).values.mappings.values.files;
      mappings = fields.map(({ name, value }) => ({
        file: new LineFile(join(folder, name), context.log),
        line: value,
      }));
    };
    load();
    context.scope.onClose('files', close);
    context.scope.onClose(
      'backend',
      context.use(cdrDeskPort).add({
        name: 'cdr-custom',
        async write(record) {
          const wanted = mappings;
          const lines = await recordTexts(
            context,
            record,
            wanted.map(({ line }) => line),
          );
          for (const [at, { file }] of wanted.entries()) file.write(lines[at] ?? '');
        },
      }),
    );
    return {
      reload() {
        load();
        return { ok: true };
      },
    };
  },
});
