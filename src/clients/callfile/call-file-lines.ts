/** A line that says something: comments and trailing blanks are gone, what is left begins where the source line begins. */
export type CallFileLine =
  | { readonly kind: 'text'; readonly number: number; readonly text: string; readonly source: string }
  | { readonly kind: 'too-long'; readonly number: number; readonly length: number; readonly source: string };

/** A line of this many bytes or more is left out. @see observed: Asterisk 16 reads lines into 1024 bytes, newline and end mark included. */
const TOO_LONG = 1023;

/** Splits a call file into the lines that say something. */
export function splitCallFile(text: string): CallFileLine[] {
  const lines: CallFileLine[] = [];
  const body = text.startsWith('\u{feff}') ? text.slice(1) : text;
  let number = 0;
  for (const raw of body.split('\n')) {
    number++;
    const source = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const length = raw.length * 3 < TOO_LONG ? raw.length : Buffer.byteLength(raw);
    if (length >= TOO_LONG) {
      lines.push({ kind: 'too-long', number, length, source: source.slice(0, 200) });
      continue;
    }
    const said = stripComments(source).replace(/[\x01-\x20]+$/, '');
    if (said !== '') lines.push({ kind: 'text', number, text: said, source });
  }
  return lines;
}

/** Cuts at the first `#` that begins the line or follows a blank, then at the first `;` without a backslash; `\;` becomes `;`. */
function stripComments(line: string): string {
  if (!/[#;]/.test(line)) return line;
  const hash = /(?:^|[ \t])#/.exec(line);
  const head = hash ? line.slice(0, hash.index + hash[0].length - 1) : line;
  let out = '';
  let from = 0;
  for (let at = head.indexOf(';'); at >= 0; at = head.indexOf(';', at + 1)) {
    if (at > 0 && head[at - 1] === '\\') {
      out += `${head.slice(from, at - 1)};`;
      from = at + 1;
    } else {
      return out + head.slice(from, at);
    }
  }
  return out + head.slice(from);
}
