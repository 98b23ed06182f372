import { defineAttachment } from '../../../channel/attachment.ts';
import type { Channel } from '../../../channel/channel.ts';
import type { ChannelVariables } from '../../../channel/variables.ts';
import type { HeaderLines } from '../../../sip/message/write-message.ts';

/** One header line that the dialplan gives to an INVITE; its value can be changed until then. */
export interface AddedHeader {
  readonly name: string;
  value: string;
}

/** The headers that PJSIP_HEADER(add) has given to a channel, in order. */
export const addedHeadersKey = defineAttachment<AddedHeader[]>('sip-headers');

/** The variables in which SIPAddHeader keeps its headers: this and a number of two digits. */
export const ADD_HEADER_PREFIX = 'SIPADDHEADER';

/** A header that could not stand in a message is left out: such a name would be a second start line. */
const NAME = /^[A-Za-z0-9.!%*_+`'~-]{1,100}$/;

/** The header lines that the dialplan has given to the INVITE of a channel, those of SIPAddHeader the newest first, as Asterisk 16 sends them. */
export function dialplanHeaders(channel: Channel): HeaderLines {
  const added = channel.attachments.get(addedHeadersKey) ?? [];
  return [
    ...variableHeaders(channel.variables),
    ...added.filter(({ name }) => NAME.test(name)).map(({ name, value }) => [name, value] as const),
  ];
}

function variableHeaders(variables: ChannelVariables): HeaderLines {
  return variables.list().flatMap(([name, text]) => {
    if (!name.replace(/^_*/, '').startsWith(ADD_HEADER_PREFIX)) return [];
    const colon = text.indexOf(':');
    const header = text.slice(0, colon).trim();
    return colon > 0 && NAME.test(header) ? [[header, text.slice(colon + 1).trim()] as const] : [];
  });
}
