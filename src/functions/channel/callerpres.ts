import { combinedPresentation, presentationNamed } from '../../channel/party.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** How much of the caller may be shown. */
export const dialplanFunction = defineFunction({
  name: 'CALLERPRES',
  module: 'func_callerid',
  synopsis: 'How much of the caller may be shown',
  description: ['The older form of CALLERID(pres).'],
  arguments: {},
  seeAlso: ['CALLERID'],
  read(context) {
    context.warn('CALLERPRES is deprecated.  Use CALLERID(name-pres) or CALLERID(num-pres) instead.');
    return context.call ? combinedPresentation(context.call.channel.parties.caller) : '';
  },
  write(context, _values, value) {
    context.warn('CALLERPRES is deprecated.  Use CALLERID(name-pres) or CALLERID(num-pres) instead.');
    const presentation = presentationNamed(value);
    if (!presentation) {
      context.warn(`'${value}' is not a valid presentation (see 'show function CALLERPRES')`);
      return;
    }
    const channel = context.call?.channel;
    channel?.setCaller({ ...channel.parties.caller, presentation, namePresentation: presentation });
  },
});
