import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { startCustomFiles } from '../../_lib/custom-files.ts';
import type { CelEvent } from '../event.ts';
import { eventTexts } from '../event-text.ts';
import { celCustomSchema } from '../files/cel-custom-conf.ts';
import { celDeskPort } from '../ports.ts';

/** Files of channel events as cel_custom.conf lays them out. */
export const module = defineModule({
  name: 'cel_custom',
  description: 'Customizable Comma Separated Values CEL Backend',
  needs: [configFilesPort, dialplanPort, systemPort, celDeskPort],
  start(context) {
    return startCustomFiles<CelEvent>(context, {
      folder: 'cel-custom',
      mappings: () => context.use(configFilesPort).load(celCustomSchema).values.mappings.values.files,
      texts: (event, templates) => eventTexts(context, event, templates),
      follow: (write) => context.use(celDeskPort).add({ name: 'CEL Custom CSV Logging', write }),
    });
  },
});
