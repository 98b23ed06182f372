import { arch, hostname, type } from 'node:os';
import { compatibleVersion } from '../../../base/version.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { systemPort } from '../../../pbx/ports/system.ts';

/** `core show version`. */
export const command = defineCliCommand({
  command: 'core show version',
  module: 'core',
  synopsis: 'Show what is running, and where',
  usage: 'Prints the version of the program, the version of Node, and the system it runs on.',
  run(context) {
    const { version } = context.use(systemPort);
    return `Asterisk ${compatibleVersion} (Asterism ${version}) running on Node.js ${process.version} @ ${hostname()} on a ${arch()} running ${type()}\n`;
  },
});
