import { type CommandContext, defineCliCommand } from '../../../extend/define-cli-command.ts';
import type { Aor } from '../config/endpoint.ts';
import { aorKey } from '../endpoint-book.ts';
import { pjsipAors, pjsipEndpoints } from '../listing/pjsip-objects.ts';
import { optionOf } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip show qualify aor NAME` and `endpoint NAME`. */
export const command = defineCliCommand({
  command: 'pjsip show qualify {aor|endpoint} <name>',
  module: 'res_pjsip',
  synopsis: 'Tell how often contacts are asked whether they are there',
  complete: (context, [what, ...more]) =>
    more.length > 0
      ? []
      : (what === 'aor' ? pjsipAors : pjsipEndpoints)(context.use(sipStackPort)).map(({ name }) => name),
  run(context, [what, name = '']) {
    const found = aorsMeant(context, what, name);
    if (typeof found === 'string') return { failed: true, text: found };
    const end = what === 'endpoint' ? '\n' : '';
    const of = what === 'endpoint' ? ` on endpoint '${name}'` : '';
    return `${found.map((aor) => frequency(aor, of)).join('')}${end}`;
  },
});

/** The addresses of record that a command names, itself or by an endpoint; a string says what there is not. */
function aorsMeant(context: CommandContext, what: string | undefined, name: string): Aor[] | string {
  const { book } = context.use(sipStackPort);
  if (what === 'endpoint') {
    const endpoint = book.endpoint(name);
    return endpoint?.dialect === 'PJSIP' ? book.aorsOf(endpoint) : `Unable to retrieve endpoint '${name}'\n`;
  }
  const aor = book.aor(aorKey({ dialect: 'PJSIP', name }));
  return aor ? [aor] : `Unable to retrieve aor '${name}'\n`;
}

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
