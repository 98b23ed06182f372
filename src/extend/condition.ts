/**
 * Whether the condition of GotoIf, ExecIf, IF, While and their like holds: empty text is false, text that begins with an
 * integer is true if that is not zero, all other text is true.
 */
export function isTrue(condition: string): boolean {
  if (condition === '' || condition === '0') return false;
  if (condition === '1') return true;
  const integer = /^[ \t\n\v\f\r]*([+-]?\d+)/.exec(condition);
  return integer ? !/^[+-]?0+$/.test(integer[1] ?? '') : true;
}
