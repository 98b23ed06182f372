import { end, goto } from '../../channel/call.ts';
import { completeExtension } from '../../channel/prompt/wait-for-extension.ts';
import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { extensionsOf } from '../audio/_lib/extension-choice.ts';

/** Waits for more digits of the extension. */
export const application = defineApplication({
  name: 'Incomplete',
  module: 'pbx_builtins',
  synopsis: 'Takes the extension as incomplete and waits for more digits',
  description: [
    'Where no longer extension is possible it is as invalid as one that is not there: i or e answers for it. Answers the call first.',
  ],
  arguments: { options: text('n: do not answer first') },
  examples: ['exten => _011X.,1,Incomplete(n)'],
  seeAlso: ['WaitExten'],
  async run(call, { options }) {
    const { channel } = call;
    if (!channel.isUp && !options.includes('n')) await channel.answer();
    call.throwIfInterrupted();
    const { context, exten, priority } = channel.position;
    call.log.verbose(2, `Spawn extension (${context}, ${exten}, ${priority}) exited INCOMPLETE on '${channel.name}'`);
    const target = await completeExtension(call, extensionsOf(call, context), exten);
    return target ? goto(target) : end();
  },
});
