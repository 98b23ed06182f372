import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { CURL_OPTIONS, curlSettingsOf, keptValue, lastOf } from '../_lib/curl-options.ts';

/** How CURL() asks. */
export const dialplanFunction = defineFunction({
  name: 'CURLOPT',
  module: 'func_curl',
  synopsis: 'Sets how CURL() asks on this call',
  description: [
    'cookie, referer, useragent, userpwd (user:password), httpheader (may be set several times): what is sent.',
    'conntimeout, httptimeout: seconds until the connection stands, and for all. followlocation, maxredirs: whether an answer that points elsewhere is followed. ssl_verifypeer: whether certificates are checked; they are unless it is set to no.',
    'header: the answer’s header lines, too. hashcompat: the answer becomes something to assign to HASH(). failurecodes: statuses that count as none, parted by commas.',
    'Deviation: dnstimeout counts as conntimeout; ftptext and ftptimeout are kept without effect, as there is no FTP; a proxy is refused by CURL() with a warning.',
  ],
  arguments: { option: rest('which option', { required: true }) },
  items: { read: Object.keys(CURL_OPTIONS), write: Object.keys(CURL_OPTIONS) },
  examples: ['same => n,Set(CURLOPT(httptimeout)=5)', 'same => n,Set(CURLOPT(hashcompat)=yes)'],
  seeAlso: ['CURL', 'HASH'],
  read(context, { option }) {
    const name = option.toLowerCase();
    if (!Object.hasOwn(CURL_OPTIONS, name)) context.log.error(`Unrecognized option: '${option}'`);
    return (context.call && lastOf(curlSettingsOf(context.call.channel), name)) ?? '';
  },
  write(context, { option }, value) {
    const name = option.toLowerCase();
    const kind = Object.hasOwn(CURL_OPTIONS, name) ? CURL_OPTIONS[name] : undefined;
    if (kind === undefined) {
      context.log.error(`Unrecognized option: ${option}`);
      return;
    }
    if (!context.call) return;
    const settings = curlSettingsOf(context.call.channel);
    const before = name === 'httpheader' ? (settings.get(name) ?? []) : [];
    settings.set(name, [...before, keptValue(kind, value)].slice(-MOST_HEADERS));
  },
});

/** Header lines of one's own. */
const MOST_HEADERS = 32;
