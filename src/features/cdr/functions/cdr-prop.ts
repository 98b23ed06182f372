import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { currentRecord } from '../record.ts';

/** Properties of the call detail record. */
export const dialplanFunction = defineFunction({
  name: 'CDR_PROP',
  module: 'func_cdr',
  synopsis: 'Sets a property of the call detail record',
  description: [
    '`disable` leaves the record out; `party_a` is accepted and has no effect where the channel dials at most one other.',
  ],
  arguments: { name: text('disable or party_a', { required: true }) },
  examples: ['same => n,Set(CDR_PROP(disable)=1)'],
  write(context, { name }, value) {
    const record = context.call && currentRecord(context.call.channel);
    if (!record) return;
    if (name.toLowerCase() === 'disable') record.disabled = value !== '' && value !== '0';
    else if (name.toLowerCase() !== 'party_a') context.warn(`CDR_PROP: there is no property '${name}'`);
  },
});
