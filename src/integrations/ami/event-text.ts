import { writeAmiLine } from '../../clients/ami/index.ts';
import type { EventHeaders } from '../../extend/define-manager-action.ts';

/** An event, or the rest of one, as it goes over the wire. */
export function writeEventText(headers: EventHeaders): string {
  let text = '';
  for (const header of headers) text += typeof header === 'string' ? header : writeAmiLine(header[0], header[1]);
  return `${text}\r\n`;
}
