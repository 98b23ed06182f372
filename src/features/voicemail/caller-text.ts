import type { Party } from '../../channel/party.ts';

/** A caller as message files and e-mail show one: `"Name" <number>`, the half that is known, or `Unknown`. */
export function callerText({ name = '', number = '' }: Party): string {
  if (name !== '' && number !== '') return `"${name}" <${number}>`;
  return name || number || 'Unknown';
}
