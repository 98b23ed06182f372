import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { technologiesPort } from '../../../pbx/ports/technologies.ts';
import { codecRows } from '../codec-list.ts';

/** `core show channeltype NAME`. */
export const command = defineCliCommand({
  command: 'core show channeltype <name>',
  module: 'core',
  synopsis: 'Tell what a technology can do',
  usage: 'Tells which of the things that a channel can be asked for this technology knows.',
  complete: (context, typed) =>
    typed.length > 0
      ? []
      : context
          .use(technologiesPort)
          .list()
          .flatMap(({ technologies }) => [...technologies]),
  run(context, [name = '']) {
    const known = context.use(technologiesPort).list();
    const driver = known.find(({ technologies }) =>
      technologies.some((one) => one.toLowerCase() === name.toLowerCase()),
    );
    if (!driver) return { failed: true, text: `\n${name} is not a registered channel driver.\n` };
    const technology = driver.technologies.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
    const rows: ReadonlyArray<readonly [string, string]> = [
      ['  Device State', driver.deviceState ? 'yes' : 'no'],
      ['Presence State', 'no'],
      ['    Indication', 'yes'],
      ['     Transfer ', technology === 'Local' ? 'no' : 'yes'],
      ['  Capabilities', `(${codecRows.map(({ format }) => format).join('|')})`],
      ['   Digit Begin', 'yes'],
      ['     Digit End', 'yes'],
      ['    Send HTML ', 'no'],
      [' Image Support', 'no'],
      ['  Text Support', 'yes'],
    ];
    return `-- Info about channel driver: ${technology} --\n${rows.map(([label, value]) => `${label}: ${value}\n`).join('')}`;
  },
});
