import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { technologiesPort } from '../../../pbx/ports/technologies.ts';
import { type Column, row } from '../table.ts';

const COLUMNS: readonly Column[] = [
  { width: 16, whole: true },
  { width: 40 },
  { width: 13 },
  { width: 13 },
  { width: 13 },
  { width: 13 },
];

/** `core show channeltypes`. */
export const command = defineCliCommand({
  command: 'core show channeltypes',
  module: 'core',
  synopsis: 'List the technologies that calls can use',
  usage: 'Lists the technologies with what they can do: device states, presence states, indications, transfers.',
  run(context) {
    const types = context
      .use(technologiesPort)
      .list()
      .flatMap((driver) => driver.technologies.map((name) => ({ name, driver })));
    return [
      row(COLUMNS, ['Type', 'Description', 'Devicestate', 'Presencestate', 'Indications', 'Transfer']),
      row(
        COLUMNS,
        [13, 40, 13, 13, 13, 13].map((width, index) => '-'.repeat(index === 1 ? 13 : width)),
      ),
      ...types.map(({ name, driver }) =>
        row(COLUMNS, [name, driver.description, driver.deviceState ? 'yes' : 'no', 'no', 'yes', 'no']),
      ),
      `----------\n${types.length} channel drivers registered.\n`,
    ].join('');
  },
});
