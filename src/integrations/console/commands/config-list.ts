import { join } from 'node:path';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { knownConfigFiles } from '../config-definitions.ts';

/** `config list`. */
export const command = defineCliCommand({
  command: 'config list',
  module: 'core',
  synopsis: 'List the configuration files that there are, with the modules that read them',
  usage: 'Lists the configuration files that have been read, and the module that each belongs to.',
  async run(context) {
    const files = context.use(configFilesPort);
    const { etc } = context.use(systemPort).directories;
    return (await knownConfigFiles(context))
      .filter(({ schema }) => files.lines(schema.file) !== undefined)
      .map(({ module, schema }) => `${module.slice(0, 20).padEnd(20)} ${join(etc, schema.file).padEnd(50)}\n`)
      .join('');
  },
});
