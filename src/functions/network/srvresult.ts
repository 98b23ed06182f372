import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { servicesOf } from '../_lib/services.ts';

/** Who offers a service. */
export const dialplanFunction = defineFunction({
  name: 'SRVRESULT',
  module: 'func_srv',
  synopsis: 'A host that offers a service',
  description: [
    'Counted from 1, the best first; getnum gives how many there are. The field is host unless port, priority or weight is given.',
    'Deviation: of hosts with the same priority, the one of more weight comes first; Asterisk draws lots.',
  ],
  arguments: { arguments: rest('id,resultnum[,field]') },
  seeAlso: ['SRVQUERY'],
  async read(context, { arguments: text }) {
    const [id = '', which = '', field = 'host'] = splitArguments(text);
    if (id === '' || which === '') {
      context.warn('SRVRESULT requires two arguments (id and resultnum)');
      return '';
    }
    const records = await servicesOf(context, id, false);
    if (!records) return '';
    if (which.toLowerCase() === 'getnum') return String(records.length);
    if (!/^\d+$/.test(which)) {
      context.log.error(`Invalid value '${which}' for resultnum to SRVRESULT`);
      return '';
    }
    const record = records[Number(which) - 1];
    if (!record) return '';
    switch (field.toLowerCase()) {
      case 'host':
        return record.host;
      case 'port':
        return String(record.port);
      case 'priority':
        return String(record.priority);
      case 'weight':
        return String(record.weight);
      default:
        context.log.error(`Unrecognized SRV field '${field}'`);
        return '';
    }
  },
});
