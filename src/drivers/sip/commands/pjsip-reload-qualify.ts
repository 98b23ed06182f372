import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { aorKey } from '../endpoint-book.ts';
import { pjsipAors, pjsipEndpoints } from '../listing/pjsip-objects.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip reload qualify aor NAME` and `endpoint NAME`. */
export const command = defineCliCommand({
  command: 'pjsip reload qualify {aor|endpoint} <name>',
  module: 'res_pjsip',
  synopsis: 'Ask the contacts anew whether they are there',
  complete: (context, [what, ...more]) =>
    more.length > 0
      ? []
      : (what === 'aor' ? pjsipAors : pjsipEndpoints)(context.use(sipStackPort)).map(({ name }) => name),
  run(context, [what, name = '']) {
    const { book, locations } = context.use(sipStackPort);
    if (what === 'aor') {
      const aor = book.aor(aorKey({ dialect: 'PJSIP', name }));
      if (!aor) return { failed: true, text: `Unable to retrieve aor '${name}'\n` };
      locations.qualify(aor);
      return `Synchronizing AOR '${name}'\n`;
    }
    const endpoint = book.endpoint(name);
    if (endpoint?.dialect !== 'PJSIP') return { failed: true, text: `Unable to retrieve endpoint '${name}'\n` };
    return book
      .aorsOf(endpoint)
      .map((aor) => {
        locations.qualify(aor);
        return `Synchronizing AOR '${aor.name}' on endpoint '${name}'\n`;
      })
      .join('');
  },
});
