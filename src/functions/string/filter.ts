import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { fromByteText, toByteText } from '../../extend/bytes.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { encodedCharAt } from '../_lib/encoded-char.ts';

/** The characters that `allowed` names. A range that runs backwards goes over the end of all bytes. */
function readSet(allowed: string, onWrap: () => void): Set<string> {
  const bytes = toByteText(allowed);
  const set = new Set<string>();
  for (let at = 0; at < bytes.length; ) {
    const first = encodedCharAt(bytes, at);
    if (!first) break;
    at += first.length;
    if (bytes.charAt(at) !== '-') {
      set.add(first.char);
      continue;
    }
    const last = encodedCharAt(bytes, at + 1);
    at += 1 + (last?.length ?? 0);
    const from = first.char.charCodeAt(0);
    const to = last?.char.charCodeAt(0) ?? from;
    if (from > to) onWrap();
    for (let code = from; ; code = (code + 1) % 256) {
      set.add(String.fromCharCode(code));
      if (code === to) break;
    }
  }
  return set;
}

/** A text with only the allowed characters left. */
export const dialplanFunction = defineFunction({
  name: 'FILTER',
  module: 'func_strings',
  synopsis: 'A text with only the allowed characters left',
  description: [
    'Ranges are written `a-z`; special characters `\\\\n`, `\\\\x41`, and a dash that is no range `\\\\-`.',
    'The way to make values from outside harmless before they get into System() or a dial string.',
  ],
  arguments: { arguments: rest('allowed,text') },
  examples: ['same => n,Set(number=${FILTER(0-9,${EXTEN})})'],
  read(context, { arguments: text }) {
    const [allowed = '', subject] = splitArguments(text, { raw: true, limit: 2 });
    if (subject === undefined) {
      context.log.error('Usage: FILTER(<allowed-chars>,<string>)');
      return '';
    }
    const set = readSet(allowed, () =>
      context.warn(`Range wrapping in FILTER(${text}).  This may not be what you want.`),
    );
    if (allowed.includes('"')) {
      context.warn('FILTER allowed characters includes the quote (") character.  This may not be what you want.');
    }
    let kept = '';
    for (const char of toByteText(subject)) if (set.has(char)) kept += char;
    return fromByteText(kept);
  },
});
