import { parseUri } from '../../../sip/message/uri.ts';
import type { Endpoint } from '../config/endpoint.ts';
import type { Watcher } from '../lamps/subscriptions.ts';
import type { SipStack } from '../sip-stack.ts';
import { matching } from './pjsip-listing.ts';

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

const dots = (text: string, width: number): string => text.padEnd(width, '.');

const SHOW_HEADING = [
  `Endpoint: ${dots('<Endpoint/Caller-ID', 64)}>`,
  `Resource: ${dots('<Resource/Event', 64)}>`,
  `  Expiry: <Expiry>  ${dots('<Call-id', 54)}>`,
  '='.repeat(75),
].join('\n');

/** `pjsip show subscriptions` and `pjsip list subscriptions`; undefined where the words make no sense. */
export function listPjsipSubscriptions(
  stack: SipStack,
  form: 'list' | 'show',
  direction: string,
  like: readonly string[],
): string | undefined {
  const inbound = direction === 'inbound' ? pjsipWatchers(stack) : [];
  const found = matching(
    inbound.map((watcher) => ({ name: watcher.endpoint.name, watcher })),
    like,
  );
  if (!found) return undefined;
  const count = `${found.length} active subscriptions\n`;
  if (form === 'show') return `${SHOW_HEADING}\n\n${found.map(({ watcher }) => pjsipBlock(watcher)).join('')}${count}`;
  const line = (cells: readonly string[]): string => columns(cells, [30, 30]);
  const rows = found.map(({ watcher: { endpoint, name, event, subscription } }) => {
    const expiry = String(subscription.secondsLeft).padStart(6);
    return line([`${endpoint.name}/${callerOf(endpoint)}`, `${name}/${event}`, `${expiry} ${subscription.callId}`]);
  });
  return `${line(['Endpoint/CLI', 'Resource/Event', 'Expiry Call-id'])}${rows.join('')}\n${count}`;
}

/** `pjsip show subscription inbound CALL-ID`; nothing where there is none. */
export function describePjsipSubscription(stack: SipStack, direction: string, callId: string): string {
  const found =
    direction === 'inbound'
      ? pjsipWatchers(stack).find(({ subscription }) => subscription.callId === callId)
      : undefined;
  if (!found) return '';
  const { endpoint, name, event, subscription, note } = found;
  const mailbox = event === 'message-summary';
  const rows: ReadonlyArray<readonly [name: string, value: string]> = [
    ['ParameterName', 'ParameterValue'],
    ['Resource', name],
    ['Event', event],
    ['Expiry', String(subscription.secondsLeft)],
    ['Role', 'Notifier'],
    ['Endpoint', endpoint.name],
    ['Callid', callId],
    ['State', 'ACTIVE'],
    ['Callerid', endpoint.caller?.number === undefined ? 'Unknown' : callerOf(endpoint)],
    ['SubscriptionType', mailbox ? 'mwi' : 'extension_state'],
    ...(mailbox
      ? ([['Mailboxes', found.things]] as const)
      : ([
          ['Extension', name],
          ['ExtensionStates', note || 'Unknown'],
        ] as const)),
  ];
  const [heading = '', ...lines] = rows.map(([label, value]) => `${label.padEnd(20)}: ${value}\n`);
  return `${heading}${'='.repeat(75)}\n${lines.join('')}\n`;
}

function pjsipWatchers(stack: SipStack): Watcher[] {
  return stack.subscriptions.list().filter(({ endpoint }) => endpoint.dialect === 'PJSIP');
}

function callerOf({ caller }: Endpoint): string {
  return caller?.number === undefined ? '<none>' : `"${caller.name ?? ''}" <${caller.number}>`;
}

function pjsipBlock({ endpoint, name, event, subscription }: Watcher): string {
  const expiry = String(subscription.secondsLeft).padStart(8);
  return `Endpoint: ${endpoint.name}/${callerOf(endpoint)}\nResource: ${name}/${event}\n  Expiry: ${expiry}  ${subscription.callId}\n\n`;
}

/** `sip show inuse`. */
export function listInUse(stack: SipStack, all: boolean): string {
  const line = (cells: readonly string[]): string => columns(cells, [25, 15, 16]);
  const rows = stack.book.endpoints
    .filter(({ dialect, callLimit }) => dialect === 'SIP' && (all || callLimit > 0))
    .map((endpoint) => {
      const legs = stack.board.legsOf(endpoint);
      const counts = [legs.length, legs.filter((leg) => leg.ringing).length, legs.filter((leg) => leg.held).length];
      return line([endpoint.name, counts.join('/'), endpoint.callLimit > 0 ? String(endpoint.callLimit) : 'N/A']);
    });
  return `${line(['* Peer name', 'In use', 'Limit'])}${rows.join('')}`;
}
