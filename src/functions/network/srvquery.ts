import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { servicesOf } from '../_lib/services.ts';

/** Looks up who offers a service, for SRVRESULT. */
export const dialplanFunction = defineFunction({
  name: 'SRVQUERY',
  module: 'func_srv',
  synopsis: 'Looks up who offers a service, for SRVRESULT()',
  description: ['Gives the name of the service, which SRVRESULT() takes; nothing where nobody offers it.'],
  arguments: { service: rest('the service, for example _sip._udp.example.com') },
  examples: ['same => n,Set(query=${SRVQUERY(_sip._udp.example.com)})', 'same => n,NoOp(${SRVRESULT(${query},1)})'],
  seeAlso: ['SRVRESULT'],
  async read(context, { service }) {
    if (service === '') {
      context.warn('SRVQUERY requires a service as an argument');
      return '';
    }
    return (await servicesOf(context, service, true)) ? service : '';
  },
});
