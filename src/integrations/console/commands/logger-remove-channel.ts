import { basename } from 'node:path';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';

/** `logger remove channel NAME`. */
export const command = defineCliCommand({
  command: 'logger remove channel <name>',
  module: 'core',
  synopsis: 'Remove a log that was added from the console',
  usage: 'Closes a log that logger add channel has opened. Those of logger.conf stay.',
  complete: (context, typed) =>
    typed.length > 0
      ? []
      : context
          .use(loggingPort)
          .list()
          .flatMap(({ name }) => (name === '' ? [] : [basename(name)])),
  run: (context, [name = '']) =>
    context.use(loggingPort).remove(name)
      ? `Removed dynamic logger channel '${name}'\n`
      : `Unable to find dynamic logger channel '${name}'\n`,
});
