import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { aorsMeant, completeQualified } from '../listing/qualified-aors.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip reload qualify aor NAME` and `endpoint NAME`. */
export const command = defineCliCommand({
  command: 'pjsip reload qualify {aor|endpoint} <name>',
  module: 'res_pjsip',
  synopsis: 'Ask the contacts anew whether they are there',
  usage:
    'Asks the contacts of an address of record, or of all those of an endpoint, whether they are there, without waiting for their time.',
  complete: completeQualified,
  run(context, [what, name = '']) {
    const found = aorsMeant(context, what, name);
    if (typeof found === 'string') return { failed: true, text: found };
    const { locations } = context.use(sipStackPort);
    for (const aor of found) locations.qualify(aor);
    const of = what === 'endpoint' ? ` on endpoint '${name}'` : '';
    return found.map((aor) => `Synchronizing AOR '${aor.name}'${of}\n`).join('');
  },
});
