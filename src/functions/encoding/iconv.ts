import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { type Charset, charsetNamed } from '../_lib/charset.ts';

/** Takes a text from one charset to another. */
export const dialplanFunction = defineFunction({
  name: 'ICONV',
  module: 'func_iconv',
  synopsis: 'Takes a text from one charset to another',
  description: [
    'A character that the other charset lacks ends the text, with a warning; with //TRANSLIT behind the charset one like it or a question mark stands for it, with //IGNORE it is left out, with a warning too.',
    'Deviation: //TRANSLIT drops accents, where a system without a locale writes question marks.',
    'Deviation: what makes no valid UTF-8 stays the text it stands for, since text is Unicode here: ICONV(utf-8,latin1,é) is é.',
  ],
  arguments: { arguments: rest('in-charset,out-charset,string') },
  examples: ['same => n,Set(plain=${ICONV(utf-8,ascii//TRANSLIT,${CALLERID(name)})})'],
  read(context, { arguments: text }) {
    const [from = '', to = '', string] = splitArguments(text, { limit: 3 });
    if (from === '' || to === '' || string === undefined) {
      context.warn('Syntax: ICONV(<in-charset>,<out-charset>,<text>)');
      return '';
    }
    const [source, target] = [charsetNamed(from), charsetNamed(to)];
    if (!source || !target) {
      context.log.error(
        `conversion from '${from}' to '${to}' not available. type 'iconv -l' in a shell to list the supported charsets.`,
      );
      return '';
    }
    const { decoded, lack } = decodedPart(source, Buffer.from(string, 'utf8'));
    const [ignores, likens] = [/\/\/IGNORE/i.test(to), /\/\/TRANSLIT/i.test(to)];
    const parts: Buffer[] = [];
    let kept = '';
    let complaint = lack;
    for (const char of decoded) {
      const written = [char, ...(likens ? [char.normalize('NFD').charAt(0), '?'] : [])].find((one) =>
        target.encode(one),
      );
      const bytes = written === undefined ? undefined : target.encode(written);
      if (bytes && written !== undefined) {
        parts.push(bytes);
        kept += written;
        continue;
      }
      complaint = ILLEGAL;
      if (!ignores) break;
    }
    if (complaint !== undefined) context.warn(complaint);
    const result = Buffer.concat(parts).toString('utf8');
    return result.includes('\ufffd') || result.includes('\0') ? kept : result;
  },
});

const ILLEGAL = 'Iconv: illegal character.';

/** The text of the bytes as far as they are of the charset, and what ends it before them all. */
function decodedPart(source: Charset, bytes: Buffer): { readonly decoded: string; readonly lack: string | undefined } {
  const decoded = source.decode(bytes);
  if (decoded !== undefined) return { decoded, lack: undefined };
  const pairs = source.decode(bytes.subarray(0, bytes.length - 1));
  if (bytes.length % 2 === 1 && pairs !== undefined && source.decode(Buffer.from('a')) === undefined)
    return { decoded: pairs, lack: 'Iconv: incomplete character sequence.' };
  const bad = bytes.findIndex((byte) => source.decode(Buffer.of(byte)) === undefined);
  return { decoded: source.decode(bytes.subarray(0, Math.max(0, bad))) ?? '', lack: ILLEGAL };
}
