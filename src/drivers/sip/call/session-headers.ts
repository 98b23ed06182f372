import type { Channel } from '../../../channel/channel.ts';
import { decodeText, encodeText } from '../../../sip/message/byte-text.ts';
import { type AddedHeader, addedHeadersKey } from './added-headers.ts';
import { inviteOf, legOf } from './leg-of.ts';

/** A header of a PJSIP call and what the dialplan has added, the sender's first. Nothing on other channels. */
function headersOf(channel: Channel): AddedHeader[] {
  const kept = channel.attachments.get(addedHeadersKey);
  if (kept) return kept;
  const leg = legOf(channel, 'PJSIP');
  const came = leg && inviteOf(leg);
  const headers = came?.allHeaders().map(([name, value]) => ({ name, value: decodeText(value) })) ?? [];
  if (leg) channel.attachments.set(addedHeadersKey, headers);
  return headers;
}

/** The value of the header of that name and number, from 1; undefined if there is none. */
export function readHeader(channel: Channel, name: string, number: number): string | undefined {
  return named(channel, name)[Math.max(1, number) - 1]?.value;
}

/** The names of the headers that begin with a text, in any case; a name as often as it is there. */
export function headerNames(channel: Channel, beginning: string): string[] {
  const wanted = beginning.toLowerCase();
  return headersOf(channel).flatMap(({ name }) => (name.toLowerCase().startsWith(wanted) ? [name] : []));
}

/** Adds a header behind the others. */
export function addHeader(channel: Channel, name: string, value: string): void {
  if (legOf(channel, 'PJSIP')) headersOf(channel).push({ name, value: encodeText(value) });
}

/** Changes a header. @returns false if there is none of that name and number. */
export function updateHeader(channel: Channel, name: string, number: number, value: string): boolean {
  const header = named(channel, name)[Math.max(1, number) - 1];
  if (header) header.value = encodeText(value);
  return header !== undefined;
}

/** Removes all headers of a name, or with `*` at its end all that begin so. @returns how many those were. */
export function removeHeaders(channel: Channel, name: string): number {
  const wanted = name.toLowerCase();
  const beginning = wanted.endsWith('*') ? wanted.slice(0, -1) : undefined;
  const headers = headersOf(channel);
  const kept = headers.filter((header) => {
    const other = header.name.toLowerCase();
    return beginning === undefined ? other !== wanted : !other.startsWith(beginning);
  });
  const removed = headers.length - kept.length;
  headers.splice(0, headers.length, ...kept);
  return removed;
}

function named(channel: Channel, name: string): AddedHeader[] {
  return headersOf(channel).filter((header) => header.name.toLowerCase() === name.toLowerCase());
}
