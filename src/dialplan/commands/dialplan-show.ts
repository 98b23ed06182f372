import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { dialplanFilesPort } from '../loader.ts';
import { DialplanListing } from '../model/list-context.ts';
import type { DialplanModel } from '../model/model.ts';

/** `dialplan show [[exten@]context]` */
export const command = defineCliCommand({
  command: 'dialplan show [<exten@context>]',
  module: 'pbx_config',
  synopsis: 'Show dialplan',
  usage: 'Show dialplan',
  complete(context, words) {
    if (words.length > 0) return [];
    return [...(context.use(dialplanFilesPort).model?.contexts.keys() ?? [])];
  },
  run(context, [what = '']) {
    const contexts: DialplanModel['contexts'] = context.use(dialplanFilesPort).model?.contexts ?? new Map();
    const listing = new DialplanListing(contexts);
    const at = what.indexOf('@');
    const digits = at < 0 ? '' : what.slice(0, at);
    const name = at < 0 ? what : what.slice(at + 1);
    if (name !== '' && !contexts.has(name))
      return { failed: true, text: `There is no existence of '${name}' context\n` };
    const wanted = [...contexts.values()].reverse().filter((one) => name === '' || one.name === name);
    for (const one of wanted) {
      if (digits === '') listing.addContext(one);
      else listing.addMatches(one, digits);
    }
    if (digits !== '' && listing.counts.extensions === 0)
      return { failed: true, text: `There is no existence of ${digits}@${name} extension\n` };
    return listing.text();
  },
});
