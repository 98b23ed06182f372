import { writeFileSync } from 'node:fs';
import type { EvaluationContext } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { curlSettingsOf, lastOf } from '../_lib/curl-options.ts';
import { decodeEscapes } from '../_lib/decode-escapes.ts';
import { fetchUrl } from '../_lib/fetch-url.ts';
import { fileFault } from '../_lib/text-file.ts';

/** What is read into a text at most, and what is written into a file, bytes. */
const [MOST_READ, MOST_WRITTEN] = [1024 * 1024, 64 * 1024 * 1024];

/** What a web server answers. */
export const dialplanFunction = defineFunction({
  name: 'CURL',
  module: 'func_curl',
  synopsis: 'What a web server answers',
  description: [
    'A GET, or a POST of what is given. Blanks at the end are cut off. Written to, it puts the answer into the file that is named. CURLOPT() sets the rest.',
    'An answer of more than 1 MiB, or 64 MiB for a file, is refused. The call waits 180 seconds at most, or what CURLOPT(httptimeout) says.',
    'Deviation: only http and https; a user and password are shown only to a server that asks for them.',
  ],
  arguments: { arguments: rest('url[,post-data]') },
  dangerous: 'write',
  examples: ['same => n,Set(answer=${CURL(https://example.com/who?n=${URIENCODE(${CALLERID(num)})})})'],
  seeAlso: ['CURLOPT', 'JSON_DECODE', 'URIENCODE'],
  async read(context, { arguments: text }) {
    const [url = '', postData] = splitArguments(text, { raw: true, limit: 2 });
    if (url === '') {
      context.warn('CURL requires an argument (URL)');
      return '';
    }
    const fetched = await fetchUrl(context, url, postData, MOST_READ);
    if (!fetched) return '';
    const answer = (fetched.head + Buffer.from(fetched.body).toString('utf8')).trimEnd();
    const compatible = context.call && lastOf(curlSettingsOf(context.call.channel), 'hashcompat');
    return compatible === 'yes' || compatible === 'legacy' ? asRow(context, answer, compatible === 'legacy') : answer;
  },
  async write(context, { arguments: text }, path) {
    const [url = ''] = splitArguments(text, { raw: true, limit: 2 });
    if (url === '' || path === '') {
      context.warn('CURL requires an argument (URL) and a file to write to');
      return;
    }
    const fetched = await fetchUrl(context, url, undefined, MOST_WRITTEN);
    if (!fetched) return;
    try {
      writeFileSync(path, Buffer.concat([Buffer.from(fetched.head), fetched.body]));
    } catch (fault) {
      context.warn(`Cannot write '${path}': ${fileFault(fault)}`);
    }
  },
});

/** `a=1&b=2` as HASH() takes it: the values as a row, the names in ~ODBCFIELDS~. */
function asRow(context: EvaluationContext, answer: string, plusIsBlank: boolean): string {
  const decode = (part: string): string => decodeEscapes(plusIsBlank ? part.replaceAll('+', ' ') : part);
  const pairs = answer.split('&').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return [decode(name), decode(value.join('='))] as const;
  });
  context.set('~ODBCFIELDS~', pairs.map(([name]) => name).join(','));
  return pairs.map(([, value]) => value.replaceAll(/[",\\]/g, '\\$&')).join(',');
}
