const NAMED: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** One character of a text in which backslashes encode (`\n`, `\x2c`, `\054`, `\,`), and how long its code was. */
export interface EncodedChar {
  readonly char: string;
  readonly length: number;
}

/** Reads the character at `at`; undefined at the end. */
export function encodedCharAt(text: string, at: number): EncodedChar | undefined {
  const char = text.charAt(at);
  if (char === '') return undefined;
  if (char !== '\\' || at + 1 >= text.length) return { char, length: 1 };
  const rest = text.slice(at + 1, at + 4);
  const hex = /^[xX]([0-9a-fA-F]{1,2})/.exec(rest);
  if (hex) return { char: String.fromCharCode(Number.parseInt(hex[1] ?? '', 16)), length: 1 + hex[0].length };
  const octal = /^[0-3]?[0-7]{1,2}/.exec(rest);
  if (octal) return { char: String.fromCharCode(Number.parseInt(octal[0], 8)), length: 1 + octal[0].length };
  const next = rest.charAt(0);
  return { char: NAMED[next] ?? next, length: 2 };
}

/** The first character of a delimiter; `fallback` where there is none. */
export function delimiterOf(text: string | undefined, fallback: string): string {
  return encodedCharAt(text ?? '', 0)?.char ?? fallback;
}

/** All characters, decoded. */
export function decodeChars(text: string): string {
  let decoded = '';
  for (let at = 0; ; ) {
    const next = encodedCharAt(text, at);
    if (!next) return decoded;
    decoded += next.char;
    at += next.length;
  }
}
