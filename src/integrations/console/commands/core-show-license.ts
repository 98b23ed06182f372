import { defineCliCommand } from '../../../extend/define-cli-command.ts';

/** `core show license`. Deviation: the licence is Asterism's own. */
export const command = defineCliCommand({
  command: 'core show license',
  module: 'core',
  synopsis: 'Tell under which licence the program is given',
  usage: 'Prints the licence of the program.',
  run: () =>
    'Asterism is free software under the MIT licence: it may be used, changed and passed on by anybody, as\nlong as its notice of copyright and permission goes with it. The file LICENSE has the whole text.\n',
});
