/** One property of iCalendar text, its folds undone: `NAME;PARAM=value:value`. */
export interface ContentLine {
  /** In capitals. */
  readonly name: string;
  /** Names in capitals; of several values the first; quotes taken off. */
  readonly params: ReadonlyMap<string, string>;
  /** As written: still escaped. */
  readonly value: string;
  /** Offset of the line's first character in the text. */
  readonly offset: number;
}

const NO_PARAMS: ReadonlyMap<string, string> = new Map();

/**
 * Takes one unfolded line apart; undefined if it is no property.
 * @see RFC 5545 §3.1
 */
export function parseContentLine(line: string, offset: number): ContentLine | undefined {
  const nameEnd = line.search(/[;:]/);
  if (nameEnd <= 0) return undefined;
  const name = line.slice(0, nameEnd).trim().toUpperCase();
  if (!/^[A-Z0-9-]+$/.test(name)) return undefined;
  if (line[nameEnd] === ':') return { name, params: NO_PARAMS, value: line.slice(nameEnd + 1), offset };
  const params = new Map<string, string>();
  let at = nameEnd;
  while (line[at] === ';') {
    const equals = line.indexOf('=', at);
    if (equals < 0) return undefined;
    const key = line
      .slice(at + 1, equals)
      .trim()
      .toUpperCase();
    const start = equals + 1;
    at = paramEnd(line, start);
    if (at < 0) return undefined;
    if (!params.has(key)) params.set(key, firstValue(line.slice(start, at)));
  }
  return line[at] === ':' ? { name, params, value: line.slice(at + 1), offset } : undefined;
}

/** The index of the `;` or `:` that ends a parameter's values, outside quotes; -1 if the line ends before. */
function paramEnd(line: string, from: number): number {
  let quoted = false;
  for (let i = from; i < line.length; i++) {
    const c = line[i];
    if (c === '"') quoted = !quoted;
    else if (!quoted && (c === ';' || c === ':')) return i;
  }
  return -1;
}

function firstValue(text: string): string {
  if (text.startsWith('"')) {
    const end = text.indexOf('"', 1);
    return end < 0 ? text.slice(1) : text.slice(1, end);
  }
  const comma = text.indexOf(',');
  return comma < 0 ? text : text.slice(0, comma);
}

/** Text with its escapes undone. Deviation: Asterisk leaves them in what it shows. @see RFC 5545 §3.3.11 */
export function unescapeText(value: string): string {
  if (!value.includes('\\')) return value;
  return value.replace(/\\([\\;,nN:"])/g, (_, c: string) => (c === 'n' || c === 'N' ? '\n' : c));
}

/** The parts of a list of texts, split at commas that are not escaped, escapes undone. */
export function splitTextList(value: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i <= value.length; i++) {
    if (value[i] === '\\') i++;
    else if (i === value.length || value[i] === ',') {
      parts.push(unescapeText(value.slice(start, i)));
      start = i + 1;
    }
  }
  return parts;
}
