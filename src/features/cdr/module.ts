import { join } from 'node:path';
import { lastItem, sectionsNamed } from '../../config/config-file.ts';
import { isTrue } from '../../config/schema/kinds.ts';
import { defineModule } from '../../extend/define-module.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { CsvFile, csvLine } from './csv.ts';
import { cdrPosted, startCdrEngine } from './engine.ts';

/** Call detail records, and Master.csv. */
export const module = defineModule({
  name: 'cdr_csv',
  description: 'Comma Separated Values CDR Backend',
  needs: [channelsPort, configFilesPort, systemPort],
  start(context) {
    const file = context.use(configFilesPort).read('cdr.conf');
    const flag = (section: string, name: string, fallback: boolean): boolean => {
      const found = sectionsNamed(file, section)
        .map((one) => lastItem(one, name))
        .findLast((item) => item !== undefined);
      return found ? isTrue(found.value.text) : fallback;
    };
    if (!flag('general', 'enable', true)) return { ok: false, declined: 'enable = no in cdr.conf' };
    context.scope.onClose(
      'engine',
      startCdrEngine({
        bus: context.bus,
        clock: context.clock,
        channels: context.use(channelsPort),
        unanswered: flag('general', 'unanswered', false),
      }),
    );
    const csv = new CsvFile(join(context.use(systemPort).directories.log, 'cdr-csv', 'Master.csv'), context.log);
    const options = {
      useGmt: flag('csv', 'usegmtime', false),
      logUniqueId: flag('csv', 'loguniqueid', false),
      logUserField: flag('csv', 'loguserfield', false),
      newColumns: flag('csv', 'newcdrcolumns', false),
    };
    context.scope.onClose('Master.csv', () => csv.close());
    context.scope.onClose(
      'writer',
      context.bus.on(cdrPosted, (record) => csv.write(csvLine(record, options))),
    );
    return undefined;
  },
});
