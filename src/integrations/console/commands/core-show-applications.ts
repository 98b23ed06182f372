import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { applicationKind } from '../../../extend/kinds.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';

/** `core show applications [like|describing TEXT]`. */
export const command = defineCliCommand({
  command: 'core show applications [like|describing] [<text>]',
  module: 'core',
  synopsis: 'List the dialplan applications',
  usage: `Lists the applications that are loaded: all, those whose name holds a text (like), or those whose name
or description does (describing).`,
  run(context, [how, wanted]) {
    if ((how === undefined) !== (wanted === undefined)) return { usage: true };
    const text = wanted?.toLowerCase() ?? '';
    const all = context.use(registryPort).list(applicationKind);
    const found = all.filter(({ name, synopsis, description }) => {
      const where = how === 'describing' ? [name, synopsis, ...(description ?? [])].join(' ') : name;
      return where.toLowerCase().includes(text);
    });
    const lines = found.map(({ name, synopsis }) => `  ${name.padStart(20)}: ${synopsis}\n`).join('');
    return how === undefined
      ? `    -= Registered Asterisk Applications =-\n${lines}    -= ${found.length} Applications Registered =-\n`
      : `    -= Matching Asterisk Applications =-\n${lines}    -= ${found.length} Applications Matching =-\n`;
  },
});
