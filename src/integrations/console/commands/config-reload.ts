import { basename } from 'node:path';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';
import { knownConfigFiles } from '../config-definitions.ts';

/** Readers that are no modules. */
const AT_START = new Set(['core', 'rtp', 'named_acl']);

/** `config reload FILE`. */
export const command = defineCliCommand({
  command: 'config reload <file>',
  module: 'core',
  synopsis: 'Let the modules that use a configuration file read it again',
  usage: 'The file is named as it is, extensions.conf, or with its path.',
  async run(context, [path = '']) {
    const name = basename(path);
    const known = (await knownConfigFiles(context)).filter(({ schema }) => schema.file === name);
    if (known.length === 0) return { failed: true, text: `No module reads a file '${name}'\n` };
    let text = '';
    for (const { module } of known) {
      if (name === 'logger.conf') context.use(loggingPort).reload();
      else if (AT_START.has(module)) text += `'${name}' is read at the start alone\n`;
      else {
        const outcome = await context.use(modulesPort).reload(module);
        text += outcome.ok ? `Module '${module}' reloaded successfully.\n` : `${outcome.message}\n`;
      }
    }
    return text;
  },
});
