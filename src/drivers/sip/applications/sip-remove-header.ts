import { rest } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { ADD_HEADER_PREFIX } from '../call/added-headers.ts';

/** Takes back what SIPAddHeader has added. @see observed: Asterisk 16. */
export const application = defineApplication({
  name: 'SIPRemoveHeader',
  module: 'chan_sip',
  synopsis: 'Takes back headers that SIPAddHeader has added',
  description: ['Those that begin with the text given, without regard to case; all without one.'],
  arguments: { header: rest('what they begin with') },
  examples: ['same => n,SIPRemoveHeader(X-Customer)'],
  seeAlso: ['SIPAddHeader'],
  run({ channel }, { header }) {
    for (const [name, value] of channel.variables.list())
      if (name.replace(/^_*/, '').startsWith(ADD_HEADER_PREFIX) && value.toLowerCase().startsWith(header.toLowerCase()))
        channel.variables.set(name, undefined);
    return undefined;
  },
});
