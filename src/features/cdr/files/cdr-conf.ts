import { boolean, duration, integer } from '../../../config/schema/kinds.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection, type OptionValues } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';

/** cdr.conf: which calls are recorded, and what goes into Master.csv. */
export const cdrSchema = defineSchema({
  file: 'cdr.conf',
  doc: 'Which calls are recorded, and what goes into Master.csv.',
  sections: {
    general: namedSection('general', {
      doc: 'For all records.',
      options: {
        enable: boolean({ doc: 'Records calls.', default: true }),
        unanswered: boolean({ doc: 'Records calls too that nobody answered and that dialled nobody.', default: false }),
        congestion: boolean({ doc: 'Congestion has a disposition of its own; else it is FAILED.', default: false }),
        endbeforehexten: boolean({
          doc: 'A record ends before `h` runs, so that billsec is final there; else after it.',
          default: true,
        }),
        initiatedseconds: boolean({
          doc: 'billsec counts a last second of which half or more is over.',
          default: false,
        }),
        batch: boolean({ doc: 'Records are written many together.', default: false }),
        size: integer({ doc: 'So many in a batch.', min: 0, max: 1000, default: 100 }),
        time: duration({
          doc: 'A batch is written after so long.',
          unit: 'seconds',
          min: 1,
          max: 86_400,
          default: 300_000,
        }),
        scheduleronly: boolean({
          doc: 'A batch is written only when its time is up, however many there are.',
          default: false,
        }),
        safeshutdown: boolean({ doc: 'The batch is written before the end of the program.', default: true }),
        channeldefaultenabled: boolean({
          doc: 'Records every channel; else those that ask for it with CDR_PROP(disable)=0.',
          default: true,
        }),
      },
    }),
    csv: namedSection('csv', {
      doc: 'The file cdr-csv/Master.csv in astlogdir.',
      options: {
        usegmtime: boolean({ doc: 'Times are in UTC.', default: false }),
        loguniqueid: boolean({ doc: 'Adds the column uniqueid.', default: false }),
        loguserfield: boolean({ doc: 'Adds the column userfield.', default: false }),
        accountlogs: boolean({
          doc: 'A record with an account code is also written to ACCOUNTCODE.csv.',
          default: true,
        }),
        newcdrcolumns: boolean({ doc: 'Adds the columns peeraccount, linkedid and sequence.', default: false }),
      },
    }),
  },
});

/** What [general] says of all records. */
export type CdrSettings = OptionValues<(typeof cdrSchema.sections.general)['options']>;

/** What [csv] says of the file. */
export type CsvSettings = OptionValues<(typeof cdrSchema.sections.csv)['options']>;

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'cdr', schema: cdrSchema });
