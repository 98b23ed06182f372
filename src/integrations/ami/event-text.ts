import { writeAmiLine } from '../../clients/ami/index.ts';
import type { ManagerClass } from '../../config/files/manager-conf.ts';
import type { EventHeaders } from '../../extend/define-manager-action.ts';

/** What every event of that name and class begins with. */
export function eventHead(name: string, eventClass: ManagerClass): string {
  return `${writeAmiLine('Event', name)}${writeAmiLine('Privilege', `${eventClass},all`)}`;
}

/** The rest of an event, as it goes over the wire. */
export function writeEventText(headers: EventHeaders): string {
  if (typeof headers === 'string') return `${headers}\r\n`;
  let text = '';
  for (const header of headers) text += typeof header === 'string' ? header : writeAmiLine(header[0], header[1]);
  return `${text}\r\n`;
}
