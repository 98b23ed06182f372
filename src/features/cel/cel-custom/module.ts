import { join } from 'node:path';
import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { LineFile } from '../../../store/line-file.ts';
import { eventTexts } from '../event-text.ts';
import { celCustomSchema } from '../files/cel-custom-conf.ts';
import { celDeskPort } from '../ports.ts';

interface Mapping {
  readonly file: LineFile;
  readonly line: string;
}

/** Files of channel events as cel_custom.conf lays them out. */
export const module = defineModule({
  name: 'cel_custom',
  description: 'Customizable Comma Separated Values CEL Backend',
  needs: [configFilesPort, dialplanPort, systemPort, celDeskPort],
  start(context) {
    const folder = join(context.use(systemPort).directories.log, 'cel-custom');
    let mappings: readonly Mapping[] = [];
    const close = (): void => {
      for (const { file } of mappings) file.close();
    };
    const load = (): void => {
      close();
      const fields = context.use(configFilesPort).load(celCustomSchema).values.mappings.values.files;
      mappings = fields.map(({ name, value }) => ({
        file: new LineFile(join(folder, name), context.log),
        line: value,
      }));
    };
    load();
    context.scope.onClose('files', close);
    context.scope.onClose(
      'backend',
      context.use(celDeskPort).add({
        name: 'CEL Custom CSV Logging',
        async write(event) {
          const wanted = mappings;
          const lines = await eventTexts(
            context,
            event,
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
