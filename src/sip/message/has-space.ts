/** True if a text has a white space or control character, which neither a URI nor a Call-ID nor a host may have. */
export function hasSpace(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c <= 0x20 || c === 0x7f || c === 0xa0) return true;
  }
  return false;
}
