import { combinedPresentation, presentationNamed } from '../../channel/party.ts';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** The old name of CALLERID(pres). */
export const dialplanFunction = defineFunction({
  name: 'CALLERPRES',
  module: 'func_callerid',
  synopsis: 'How much of the caller may be shown; CALLERID(num-pres) is its new name',
  arguments: { ignored: rest('nothing') },
  examples: ['same => n,Set(CALLERPRES()=prohib)'],
  seeAlso: ['CALLERID'],
  read: ({ call }) => (call ? combinedPresentation(call.channel.parties.caller) : ''),
  write(context, _values, value) {
    const channel = context.call?.channel;
    if (!channel) return;
    const presentation = presentationNamed(value);
    if (presentation) channel.setCaller({ ...channel.parties.caller, presentation, namePresentation: undefined });
    else context.log.warning(`'${value}' is not a valid presentation (see 'core show function CALLERPRES')`);
  },
});
