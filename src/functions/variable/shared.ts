import { defineAttachment } from '../../channel/attachment.ts';
import type { EvaluationContext } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';

const sharedKey = defineAttachment<Map<string, string>>('shared-variables');

/** The shared variables of the channel that is meant, and the name; undefined, with an error, where there is no such channel. */
function variablesFor(
  context: EvaluationContext,
  text: string,
  fate: string,
): { readonly variables: Map<string, string>; readonly name: string } | undefined {
  const [name = '', channelName] = splitArguments(text);
  if (name === '') {
    context.warn('SHARED() requires an argument: SHARED(<var>[,<chan>])');
    return undefined;
  }
  const channel = channelName ? context.use(channelsPort).find(channelName) : context.call?.channel;
  if (!channel) {
    context.log.error(`Channel '${channelName ?? ''}' not found!  Variable '${name}' ${fate}.`);
    return undefined;
  }
  return { variables: channel.attachments.ensure(sharedKey, () => new Map()), name };
}

/** A variable of a channel that other channels may read and write. */
export const dialplanFunction = defineFunction({
  name: 'SHARED',
  module: 'func_global',
  synopsis: 'A variable of a channel that other channels may read and write',
  arguments: { arguments: rest('name[,channel]') },
  examples: ['same => n,Set(SHARED(state,${peer})=ready)'],
  read(context, { arguments: text }) {
    const found = variablesFor(context, text, 'will be blank');
    return found?.variables.get(found.name) ?? '';
  },
  write(context, { arguments: text }, value) {
    const found = variablesFor(context, text, `not set to '${value}'`);
    if (found) found.variables.set(found.name, value);
  },
});
