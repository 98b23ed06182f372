import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { type NameAddr, parseNameAddr } from '../../../sip/message/name-addr.ts';
import type { SipUri } from '../../../sip/message/uri.ts';

const PARTS: Readonly<Record<string, (uri: SipUri, address: NameAddr) => string>> = {
  display: (_uri, { displayName }) => displayName,
  scheme: ({ scheme }) => scheme,
  user: ({ user }) => user,
  passwd: ({ rawUser }) => (rawUser.includes(':') ? rawUser.slice(rawUser.indexOf(':') + 1) : ''),
  host: ({ host }) => host,
  port: ({ port }) => String(port ?? 0),
  user_param: (uri) => uri.param('user') ?? '',
  method_param: (uri) => uri.param('method') ?? '',
  transport_param: (uri) => uri.param('transport') ?? '',
  ttl_param: (uri) => uri.param('ttl') ?? '-1',
  lr_param: (uri) => (uri.param('lr') === undefined ? '0' : '1'),
  maddr_param: (uri) => uri.param('maddr') ?? '',
};

/** A part of a SIP URI. @see observed: Asterisk 16. */
export const dialplanFunction = defineFunction({
  name: 'PJSIP_PARSE_URI',
  module: 'chan_pjsip',
  synopsis: 'A part of a SIP URI, which may have a name before it',
  description: [`Parts: ${Object.keys(PARTS).join(', ')}.`],
  arguments: { arguments: rest('URI,part') },
  examples: ['same => n,NoOp(${PJSIP_PARSE_URI(sip:alice@example.org,host)})'],
  read({ log }, { arguments: text }) {
    const [written = '', part = ''] = splitArguments(text, { limit: 2 });
    const lacks = written === '' ? 'An URI' : part === '' ? 'A type part of the URI' : undefined;
    if (lacks !== undefined) {
      log.warning(`${lacks} must be specified when using the 'PJSIP_PARSE_URI' dialplan function`);
      return '';
    }
    const bare = /^[^<"]*$/.test(written);
    const address = parseNameAddr(bare ? `<${written}>` : written);
    const uri = address?.uri;
    if (!address || !uri || uri.scheme === 'tel') {
      log.warning(`Failed to parse URI '${written}'`);
      return '';
    }
    const read = Object.hasOwn(PARTS, part.toLowerCase()) ? PARTS[part.toLowerCase()] : undefined;
    if (!read) log.warning(`Unknown type part '${part}' specified`);
    return read?.(uri, address) ?? '';
  },
});
