import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { startCustomFiles } from '../../_lib/custom-files.ts';
import { cdrCustomSchema } from '../files/cdr-custom-conf.ts';
import { cdrDeskPort } from '../ports.ts';
import type { CdrRecord } from '../record.ts';
import { recordTexts } from '../record-text.ts';

/** Files of call records as cdr_custom.conf lays them out. */
export const module = defineModule({
  name: 'cdr_custom',
  description: 'Customizable Comma Separated Values CDR Backend',
  needs: [configFilesPort, dialplanPort, systemPort, cdrDeskPort],
  start(context) {
    return startCustomFiles<CdrRecord>(context, {
      folder: 'cdr-custom',
      mappings: () => context.use(configFilesPort).load(cdrCustomSchema).values.mappings.values.files,
      texts: (record, templates) => recordTexts(context, record, templates),
      follow: (write) => context.use(cdrDeskPort).add({ name: 'cdr-custom', write }),
    });
  },
});
