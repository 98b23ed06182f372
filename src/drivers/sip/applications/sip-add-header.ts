import { rest } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { ADD_HEADER_PREFIX } from '../call/added-headers.ts';

/** So many headers at most, as in Asterisk. */
const MOST_HEADERS = 50;

/** Gives a header to calls that follow. @see observed: Asterisk 16. */
export const application = defineApplication({
  name: 'SIPAddHeader',
  module: 'chan_sip',
  synopsis: 'Adds a header to the INVITE of calls that follow',
  description: ['The header is kept in a variable SIPADDHEADERnn, which calls made from here inherit.'],
  arguments: { header: rest('Name: value') },
  examples: ['same => n,SIPAddHeader(X-Customer: 1234)'],
  seeAlso: ['SIPRemoveHeader', 'PJSIP_HEADER'],
  run(call, { header }) {
    if (header === '') {
      call.log.warning('This application requires the argument: Header');
      return undefined;
    }
    const { variables } = call.channel;
    for (let number = 1; number <= MOST_HEADERS; number++) {
      const name = `${ADD_HEADER_PREFIX}${String(number).padStart(2, '0')}`;
      if (variables.get(name) !== undefined) continue;
      variables.set(`__${name}`, header);
      return undefined;
    }
    call.log.warning(`Too many SIP headers added, max ${MOST_HEADERS}`);
    return undefined;
  },
});
