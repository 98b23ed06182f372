import { defineCliCommand } from '../../../extend/define-cli-command.ts';

/** `core show warranty`. Deviation: the text is Asterism's own. */
export const command = defineCliCommand({
  command: 'core show warranty',
  module: 'core',
  synopsis: 'Tell what is warranted',
  usage: 'Prints what the licence says of warranty.',
  run: () =>
    'Nothing is warranted: Asterism is given as it is, and nobody is liable for what comes of its use.\nThe file LICENSE has the whole text.\n',
});
