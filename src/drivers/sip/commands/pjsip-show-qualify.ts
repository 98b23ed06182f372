import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import type { Aor } from '../config/endpoint.ts';
import { optionOf } from '../listing/pjsip-rows.ts';
import { aorsMeant, completeQualified } from '../listing/qualified-aors.ts';

/** `pjsip show qualify aor NAME` and `endpoint NAME`. */
export const command = defineCliCommand({
  command: 'pjsip show qualify {aor|endpoint} <name>',
  module: 'res_pjsip',
  synopsis: 'Tell how often contacts are asked whether they are there',
  usage: 'Tells for each contact how often it is asked whether it is there, and how long an answer may take.',
  complete: completeQualified,
  run(context, [what, name = '']) {
    const found = aorsMeant(context, what, name);
    if (typeof found === 'string') return { failed: true, text: found };
    const end = what === 'endpoint' ? '\n' : '';
    const of = what === 'endpoint' ? ` on endpoint '${name}'` : '';
    return `${found.map((aor) => frequency(aor, of)).join('')}${end}`;
  },
});

function frequency(aor: Aor, of: string): string {
  const seconds = Number(optionOf(aor, 'qualify_frequency'));
  const asked = seconds > 0 ? Math.round(Number(optionOf(aor, 'qualify_timeout')) * 1000) : 0;
  const signed = optionOf(aor, 'authenticate_qualify') === 'true' ? 'yes' : 'no';
  return [
    ` * AOR '${aor.name}'${of}`,
    `  Qualify frequency    : ${seconds} sec`,
    `  Qualify timeout      : ${asked} ms`,
    `  Authenticate qualify : ${signed}`,
    '',
  ].join('\n');
}
