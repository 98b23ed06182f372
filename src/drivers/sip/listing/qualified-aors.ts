import type { CommandContext } from '../../../extend/define-cli-command.ts';
import type { Aor } from '../config/endpoint.ts';
import { aorKey } from '../endpoint-book.ts';
import { sipStackPort } from '../ports.ts';
import { pjsipAors, pjsipEndpoints } from './pjsip-objects.ts';

/** The addresses of record that `aor NAME` or `endpoint NAME` of a command mean; a string says what there is not. */
export function aorsMeant(context: CommandContext, what: string | undefined, name: string): Aor[] | string {
  const { book } = context.use(sipStackPort);
  if (what === 'endpoint') {
    const endpoint = book.endpoint(name);
    return endpoint?.dialect === 'PJSIP' ? book.aorsOf(endpoint) : `Unable to retrieve endpoint '${name}'\n`;
  }
  const aor = book.aor(aorKey({ dialect: 'PJSIP', name }));
  return aor ? [aor] : `Unable to retrieve aor '${name}'\n`;
}

/** The names that could follow `aor` or `endpoint`. */
export function completeQualified(context: CommandContext, [what, ...more]: readonly string[]): readonly string[] {
  if (more.length > 0) return [];
  return (what === 'aor' ? pjsipAors : pjsipEndpoints)(context.use(sipStackPort)).map(({ name }) => name);
}
