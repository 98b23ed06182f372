/**
 * Splits an argument text at commas that stand outside `()`, `[]` and quotes. Quotes are removed, and a backslash makes the
 * next sign literal and goes. At most `limit` parts: the last then holds all that is left, unchanged.
 */
export function splitArguments(source: string, limit = Number.POSITIVE_INFINITY): string[] {
  const parts: string[] = [];
  let part = '';
  let round = 0;
  let square = 0;
  let quoted = false;
  for (let at = 0; at < source.length; at++) {
    if (parts.length === limit - 1) {
      part = source.slice(at);
      break;
    }
    const sign = source[at] ?? '';
    if (sign === '\\' && at + 1 < source.length) part += source[++at];
    else if (sign === '"') quoted = !quoted;
    else if (sign === ',' && !quoted && round === 0 && square === 0) {
      parts.push(part);
      part = '';
    } else {
      if (!quoted) {
        if (sign === '(') round++;
        else if (sign === ')') round = Math.max(0, round - 1);
        else if (sign === '[') square++;
        else if (sign === ']') square = Math.max(0, square - 1);
      }
      part += sign;
    }
  }
  parts.push(part);
  return parts;
}
