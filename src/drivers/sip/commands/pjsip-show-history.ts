import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { formatAddress } from '../../../net/address.ts';
import { decodeText } from '../../../sip/message/byte-text.ts';
import { listHistory } from '../message-history.ts';
import { sipStackPort } from '../ports.ts';

/**
 * `pjsip show history` and `pjsip show history entry N`.
 * Deviation: `where` takes a text that the message must contain; Asterisk has an expression over headers.
 */
export const command = defineCliCommand({
  command: 'pjsip show history [entry|where] [<what...>]',
  module: 'res_pjsip_history',
  synopsis: 'List the SIP messages of late, or show one of them',
  usage: `Lists the messages that were remembered while pjsip set history was on.
entry NUMBER shows one whole, where TEXT lists those that contain the text.`,
  run(context, [word, ...what]) {
    const messages = context.use(sipStackPort).trace.history.list();
    if (word === undefined) return listHistory(messages);
    const wanted = what.join(' ');
    if (wanted === '') return { usage: true };
    if (word === 'where') return listHistory(messages.filter(({ text }) => text.includes(wanted)));
    if (word !== 'entry' || !/^\d+$/.test(wanted)) return { usage: true };
    const found = messages.find(({ number }) => number === Number(wanted));
    if (!found) return { failed: true, text: `There is no entry ${wanted}\n` };
    const { number, direction, remote, timeMs, text } = found;
    const way = direction === 'in' ? 'Received from' : 'Sent to';
    const head = `<--- History Entry ${number} ${way} ${formatAddress(remote)} at ${Math.floor(timeMs / 1000)
      .toString()
      .padEnd(10)} --->`;
    return `${head}\n${decodeText(text).replaceAll('\r\n', '\n')}\n`;
  },
});
