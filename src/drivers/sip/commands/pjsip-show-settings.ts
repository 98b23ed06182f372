import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { parameterTable } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip show settings`. */
export const command = defineCliCommand({
  command: 'pjsip show settings',
  module: 'res_pjsip',
  synopsis: 'Tell what holds for all of pjsip.conf',
  usage: 'Tells the options of the sections global and system of pjsip.conf.',
  run(context) {
    const { book, product } = context.use(sipStackPort);
    const table = (type: string): string => {
      const shown = book.objects.find((object) => object.type === type)?.shown ?? [];
      const known = shown.map(
        ([name, value]) => [name, name === 'user_agent' && value === '' ? product : value] as const,
      );
      return parameterTable(known);
    };
    return `\nGlobal Settings:\n\n${table('global')}System Settings:\n\n${table('system')}`;
  },
});
