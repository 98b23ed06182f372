import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { sipStackPort } from '../ports.ts';
import { askField } from './_lib/ask-field.ts';

/** A setting of an endpoint. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'PJSIP_ENDPOINT',
  module: 'func_pjsip_endpoint',
  synopsis: 'A setting of an endpoint of pjsip.conf',
  arguments: { arguments: rest('name,setting') },
  examples: ['same => n,NoOp(${PJSIP_ENDPOINT(alice,context)})'],
  seeAlso: ['PJSIP_AOR'],
  read(context, { arguments: text }) {
    const asked = askField(context, 'PJSIP_ENDPOINT', text);
    if (!asked) return '';
    const endpoint = context.use(sipStackPort).endpointOf('PJSIP', asked.name);
    if (!endpoint) {
      context.log.warning(`Failed to retrieve information for endpoint '${asked.name}'`);
      return '';
    }
    const value = endpoint.shown.find(([name]) => name === asked.field)?.[1];
    if (value === undefined) context.log.warning(`Unknown property '${asked.field}' for PJSIP endpoint`);
    return value ?? '';
  },
});
