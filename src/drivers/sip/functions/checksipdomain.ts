import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { sipStackPort } from '../ports.ts';

/** Whether a domain is ours. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'CHECKSIPDOMAIN',
  module: 'chan_sip',
  synopsis: 'The domain itself if sip.conf names it by domain=, else nothing',
  arguments: { domain: rest('the domain') },
  examples: ['same => n,GotoIf($["${CHECKSIPDOMAIN(${SIPDOMAIN})}" = ""]?elsewhere,1)'],
  read(context, { domain }) {
    if (domain === '') {
      context.log.warning('CHECKSIPDOMAIN requires an argument - A domain name');
      return '';
    }
    const domains = context.use(sipStackPort).book.settings('SIP')?.domains;
    return domains?.has(domain.toLowerCase()) ? domain : '';
  },
});
