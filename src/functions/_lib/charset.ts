/** What a charset can do; its coder takes and gives one unit (0..255) a byte. */
export interface Charset {
  /** The text that bytes stand for; undefined where they are not of this charset. */
  decode(bytes: Buffer): string | undefined;
  /** The bytes of one character; undefined where the charset has none for it. */
  encode(char: string): Buffer | undefined;
}

/** Names of iconv that the WHATWG labels lack. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  utf16: 'utf-16le',
  'utf-16': 'utf-16le',
  'ucs-2': 'utf-16le',
  ucs2: 'utf-16le',
  cp1250: 'windows-1250',
  cp1251: 'windows-1251',
  cp1252: 'windows-1252',
  cp866: 'ibm866',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
};

const LATIN1 = new Set(['latin1', 'latin-1', 'iso-8859-1', 'iso8859-1', 'iso88591', 'l1', 'iso_8859-1']);
const ASCII = new Set(['ascii', 'us-ascii', 'ansi_x3.4-1968', 'iso646-us', '646']);

/** A charset by its name, in any case and without `//` and what follows; undefined where it is not known. */
export function charsetNamed(name: string): Charset | undefined {
  const plain = name.toLowerCase().replace(/\/\/.*/, '');
  if (ASCII.has(plain)) return singleByte((byte) => (byte < 128 ? String.fromCharCode(byte) : undefined));
  if (LATIN1.has(plain)) return singleByte((byte) => String.fromCharCode(byte));
  const label = Object.hasOwn(OTHER_NAMES, plain) ? (OTHER_NAMES[plain] ?? plain) : plain;
  const decoder = decoderFor(label);
  if (!decoder) return undefined;
  const decode = (bytes: Buffer): string | undefined => {
    try {
      return decoder.decode(bytes);
    } catch {
      return undefined;
    }
  };
  if (decoder.encoding === 'utf-8') return { decode, encode: (char) => Buffer.from(char, 'utf8') };
  if (decoder.encoding === 'utf-16le') return { decode, encode: (char) => Buffer.from(char, 'utf16le') };
  return { decode, encode: singleByte((byte) => decode(Buffer.of(byte))).encode };
}

function singleByte(charOf: (byte: number) => string | undefined): Charset {
  const bytesOf = new Map<string, Buffer>();
  for (let byte = 0; byte < 256; byte++) {
    const char = charOf(byte);
    if (char !== undefined) bytesOf.set(char, Buffer.of(byte));
  }
  return {
    decode(bytes) {
      const chars = [...bytes].map(charOf);
      return chars.includes(undefined) ? undefined : chars.join('');
    },
    encode: (char) => bytesOf.get(char),
  };
}

function decoderFor(label: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true });
  } catch {
    return undefined;
  }
}
