import { saysYes } from '../../../base/switch-word.ts';
import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { cdrKey } from '../chain.ts';

/** Properties of the call detail record. */
export const dialplanFunction = defineFunction({
  name: 'CDR_PROP',
  module: 'func_cdr',
  synopsis: 'Sets a property of the call detail record',
  description: [
    '`disable` leaves out the records of this channel, those to come included; 0 takes them in again.',
    '`party_a` makes this channel rather than another the one that a record of two is written for.',
  ],
  arguments: { name: text('disable or party_a', { required: true }) },
  examples: ['same => n,Set(CDR_PROP(disable)=1)'],
  write(context, { name }, value) {
    const chain = context.call?.channel.attachments.get(cdrKey);
    if (!chain) return;
    const yes = saysYes(value);
    if (name.toLowerCase() === 'disable') chain.disable(yes);
    else if (name.toLowerCase() === 'party_a') chain.preferred = yes;
    else context.warn(`CDR_PROP: there is no property '${name}'`);
  },
});
