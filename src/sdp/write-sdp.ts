import type { Attribute, SessionDescription } from './description.ts';

function connectionOf(address: string): string {
  return `IN ${address.includes(':') ? 'IP6' : 'IP4'} ${address}`;
}

function addLines(pieces: string[], attributes: readonly Attribute[]): void {
  for (const { name, value } of attributes) {
    if (value === '') pieces.push('a=', name, '\r\n');
    else pieces.push('a=', name, ':', value, '\r\n');
  }
}

/** A description as text, in the order that RFC 4566 §5 asks for. Joined, not added up: a sum would keep all its parts alive. */
export function writeSdp(description: SessionDescription): string {
  const { origin, name, address, attributes, media } = description;
  const pieces = ['v=0\r\no=', origin.username, ' ', origin.sessionId, ' ', origin.version, ' '];
  pieces.push(connectionOf(origin.address), '\r\ns=', name || '-', '\r\n');
  if (address !== undefined) pieces.push('c=', connectionOf(address), '\r\n');
  pieces.push('t=0 0\r\n');
  addLines(pieces, attributes);
  for (const one of media) {
    pieces.push('m=', one.kind, ' ', String(one.port), ' ', one.protocol, ' ', one.formats.join(' '), '\r\n');
    if (one.address !== undefined) pieces.push('c=', connectionOf(one.address), '\r\n');
    addLines(pieces, one.attributes);
  }
  return pieces.join('');
}
