import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { charsetNamed } from '../_lib/charset.ts';

/** Takes a text from one charset to another. */
export const dialplanFunction = defineFunction({
  name: 'ICONV',
  module: 'func_iconv',
  synopsis: 'Takes a text from one charset to another',
  description: [
    'A character that the other charset lacks ends the text, with a warning; with //TRANSLIT behind the charset one like it or a question mark stands for it, with //IGNORE it is left out.',
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
    const decoded = source.decode(Buffer.from(string, 'utf8'));
    if (decoded === undefined) {
      context.warn('Iconv: illegal character.');
      return '';
    }
    const parts: Buffer[] = [];
    let kept = '';
    for (const char of decoded) {
      let written = char;
      let bytes = target.encode(char);
      if (!bytes && /\/\/IGNORE/i.test(to)) continue;
      if (!bytes && /\/\/TRANSLIT/i.test(to)) {
        written = char.normalize('NFD').charAt(0);
        bytes = target.encode(written);

        if (!bytes) {
          written = '?';
          bytes = target.encode(written);
        }
      }
      if (!bytes) {
        context.warn('Iconv: illegal character.');
        break;
      }
      parts.push(bytes);
      kept += written;
    }
    const result = Buffer.concat(parts).toString('utf8');
    return result.includes('\ufffd') || result.includes('\0') ? kept : result;
  },
});
