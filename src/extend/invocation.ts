/** `name(args)` taken apart; `closed` is false where the closing bracket lacks. */
export function splitInvocation(text: string): { name: string; args: string; closed: boolean } {
  const open = text.indexOf('(');
  if (open < 0) return { name: text, args: '', closed: true };
  const close = text.lastIndexOf(')');
  if (close < open) return { name: text.slice(0, open), args: text.slice(open + 1), closed: false };
  return { name: text.slice(0, open), args: text.slice(open + 1, close), closed: true };
}
