import { parseUri } from '../../../sip/message/uri.ts';
import type { Watcher } from '../lamps/subscriptions.ts';
import type { SipStack } from '../sip-stack.ts';

function columns(cells: readonly string[], widths: readonly number[]): string {
  return `${cells.map((cell, i) => cell.slice(0, widths[i]).padEnd(widths[i] ?? 0)).join(' ')}\n`;
}

function kindOf(form: string): string {
  return form.replace(/^application\//, '');
}

/** `sip show subscriptions`. */
export function listSipSubscriptions(stack: SipStack): string {
  const widths = [16, 16, 16, 16, 14, 15, 10, 6];
  const heading = columns(['Peer', 'User', 'Call ID', 'Extension', 'Last state', 'Type', 'Mailbox', 'Expiry'], widths);
  const watchers = stack.subscriptions.list().filter(({ endpoint }) => endpoint.dialect === 'SIP');
  const rows = watchers.map((one) => {
    const mailbox = one.event === 'message-summary';
    const { subscription, endpoint } = one;
    return columns(
      [
        subscription.way.flow.remote.host,
        parseUri(subscription.remoteTarget)?.user || endpoint.name,
        subscription.callId,
        mailbox ? '--' : `${one.name}@${one.context}`,
        mailbox ? '<none>' : one.note,
        mailbox ? 'mwi' : kindOf(one.form),
        mailbox ? one.things : '<none>',
        String(subscription.secondsLeft).padStart(6, '0'),
      ],
      widths,
    );
  });
  return `${heading}${rows.join('')}${rows.length} active SIP subscription${rows.length === 1 ? '' : 's'}\n`;
}

/** `pjsip show subscriptions inbound`. */
export function listPjsipSubscriptions(stack: SipStack): string {
  const dots = (text: string, width: number): string => text.padEnd(width, '.');
  const heading = [
    `Endpoint: ${dots('<Endpoint/Caller-ID', 60)}>`,
    `Resource: ${dots('<Resource/Event', 60)}>`,
    `  Expiry: <Expiry>  ${dots('<Call-id', 50)}>`,
    '='.repeat(75),
  ];
  const watchers = stack.subscriptions.list().filter(({ endpoint }) => endpoint.dialect === 'PJSIP');
  const blocks = watchers.map(pjsipBlock);
  return `${heading.join('\n')}\n\n${blocks.join('')}${blocks.length} active subscriptions\n`;
}

function pjsipBlock({ endpoint, name, event, subscription }: Watcher): string {
  const { name: callerName, number } = endpoint.caller ?? {};
  const caller = number === undefined ? '<none>' : `"${callerName ?? ''}" <${number}>`;
  const expiry = String(subscription.secondsLeft).padStart(8);
  return `Endpoint: ${endpoint.name}/${caller}\nResource: ${name}/${event}\n  Expiry: ${expiry}  ${subscription.callId}\n\n`;
}

/** `sip show inuse`. */
export function listInUse(stack: SipStack): string {
  const line = (cells: readonly string[]): string => columns(cells, [25, 15, 15]);
  const rows = stack.book.endpoints
    .filter(({ dialect }) => dialect === 'SIP')
    .map((endpoint) => {
      const legs = [...stack.board.legsOf(endpoint)];
      const counts = [legs.length, legs.filter((leg) => leg.ringing).length, legs.filter((leg) => leg.held).length];
      return line([endpoint.name, counts.join('/'), endpoint.callLimit > 0 ? String(endpoint.callLimit) : 'N/A']);
    });
  return `${line(['* Peer name', 'In use', 'Limit'])}${rows.join('')}`;
}
