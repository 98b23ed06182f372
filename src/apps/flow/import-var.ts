import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/** Takes over a variable of another channel. */
export const application = defineApplication({
  name: 'ImportVar',
  module: 'pbx_builtins',
  synopsis: 'Takes over a variable of another channel; today Set(name=${IMPORT(channel,variable)})',
  description: ['A channel that is not there gives an empty value.'],
  arguments: { assignment: rest('name=channel,variable') },
  examples: ['same => n,ImportVar(campaign=SIP/alice-00000001,CAMPAIGN)'],
  seeAlso: ['Set', 'IMPORT'],
  async run(call, { assignment }) {
    const equals = assignment.indexOf('=');
    const name = equals < 0 ? assignment : assignment.slice(0, equals);
    if (name === '') {
      call.warn('Ignoring, since there is no variable to set');
      return undefined;
    }
    const [channelName = '', variable = ''] = splitArguments(equals < 0 ? '' : assignment.slice(equals + 1), {
      limit: 2,
    });
    const channel = call.use(channelsPort).find(channelName);
    const dialplan = call.use(dialplanPort);
    const value =
      channel && variable !== '' ? await dialplan.substitute(dialplan.callOf(channel), `\${${variable}}`) : '';
    await dialplan.assign(call, name, value);
    return undefined;
  },
});
