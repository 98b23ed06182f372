import type { Attribute, SessionDescription } from './description.ts';

function connectionOf(address: string): string {
  return `IN ${address.includes(':') ? 'IP6' : 'IP4'} ${address}`;
}

function linesOf(attributes: readonly Attribute[]): string {
  let text = '';
  for (const { name, value } of attributes) text += value === '' ? `a=${name}\r\n` : `a=${name}:${value}\r\n`;
  return text;
}

/** A description as text, in the order that RFC 4566 §5 asks for. */
export function writeSdp(description: SessionDescription): string {
  const { origin, name, address, attributes, media } = description;
  let text = `v=0\r\no=${origin.username} ${origin.sessionId} ${origin.version} ${connectionOf(origin.address)}\r\ns=${name || '-'}\r\n`;
  if (address !== undefined) text += `c=${connectionOf(address)}\r\n`;
  text += `t=0 0\r\n${linesOf(attributes)}`;
  for (const one of media) {
    text += `m=${one.kind} ${one.port} ${one.protocol} ${one.formats.join(' ')}\r\n`;
    if (one.address !== undefined) text += `c=${connectionOf(one.address)}\r\n`;
    text += linesOf(one.attributes);
  }
  return text;
}
