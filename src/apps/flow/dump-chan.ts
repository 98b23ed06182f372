import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { describeChannel } from './_lib/describe-channel.ts';

/** Shows all that is known of the call. */
export const application = defineApplication({
  name: 'DumpChan',
  module: 'app_dumpchan',
  synopsis: 'Shows the state and the variables of the call on the console',
  arguments: { level: rest('the verbosity from which on it is shown; always where left out') },
  examples: ['same => n,DumpChan(3)'],
  seeAlso: ['NoOp', 'Verbose'],
  run(call, { level }) {
    const wanted = Math.max(0, Number.parseInt(level, 10) || 0);
    if (call.log.wantsVerbose(wanted))
      call.log.verbose(
        wanted,
        `\nDumping Info For Channel: ${call.channel.name}:\n${RULE}\nInfo:\n${describeChannel(call)}\nVariables:\n${call.channel.variables
          .list()
          .map(([name, value]) => `${name.replace(/^_{1,2}/, '')}=${value}\n`)
          .join('')}${RULE}`,
      );
    return undefined;
  },
});

const RULE = '='.repeat(80);
