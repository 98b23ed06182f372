import { groupNumbers } from '../../../channel/group-numbers.ts';
import { formatCallerId, presentationOf } from '../../../channel/party.ts';
import type { Endpoint } from '../config/endpoint.ts';
import type { SipStack } from '../sip-stack.ts';
import { timerRows } from './sip-rows.ts';

/** The endpoints of sip.conf that may call in by their name, sorted. */
export function usersOf(stack: SipStack): Endpoint[] {
  return stack.book.endpoints
    .filter(({ dialect, byUsername }) => dialect === 'SIP' && byUsername)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `sip show users`, with their secrets, as Asterisk shows them to who has the console. */
export function listUsers(users: readonly Endpoint[]): string {
  const line = (name: string, cells: readonly string[], acl: string, forced: string): string =>
    `${[name.slice(0, 25).padEnd(25), ...cells.map((cell) => cell.slice(0, 15).padEnd(15)), acl.padEnd(5)].join('  ')}${forced.padEnd(10)}\n`;
  const heading = line('Username', ['Secret', 'Accountcode', 'Def.Context'], 'ACL', 'Forcerport');
  const rows = users.map(({ name, accounts, accountCode, context, addresses, symmetricSignalling }) => {
    const secret = accounts[0]?.secret;
    const shown = secret && 'password' in secret ? secret.password : '';
    const guarded = addresses.length > 0 ? 'Yes' : 'No';
    return line(name, [shown, accountCode, context], guarded, symmetricSignalling === 'yes' ? 'Yes' : 'No');
  });
  return `${heading}${rows.join('')}`;
}

/** `sip show user NAME`: the settings that this stack has, under Asterisk's names. */
export function describeUser(user: Endpoint): string {
  const secret = user.accounts[0]?.secret;
  const set = (on: boolean): string => (on ? '<Set>' : '<Not set>');
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['* Name', user.name],
    ['Secret', set(secret !== undefined && 'password' in secret)],
    ['MD5Secret', set(secret !== undefined && 'ha1' in secret)],
    ['Context', user.context],
    ['Language', user.language],
    ...(user.accountCode === '' ? [] : [['Accountcode', user.accountCode] as const]),
    ['AMA flags', ['default', 'omit', 'billing', 'documentation'][user.amaFlags ?? -1] ?? 'Unknown'],
    ['Tonezone', user.toneZone || '<Not set>'],
    ['Transfer mode', user.transfers ? 'open' : 'closed'],
    ['MaxCallBR', '384 kbps'],
    ['CallingPres', presentationOf({ ...user.caller, number: user.caller?.number || '-' }).text],
    ['Call limit', String(user.callLimit)],
    ['Callgroup', groupNumbers(user.callGroup).join(', ')],
    ['Pickupgroup', groupNumbers(user.pickupGroup).join(', ')],
    ['Named Callgr', user.namedCallGroup],
    ['Nam. Pickupgr', user.namedPickupGroup],
    ['Callerid', formatCallerId(user.caller ?? {}) || '"" <>'],
    ['ACL', user.addresses.length > 0 ? 'Yes' : 'No'],
    ...timerRows(user),
    ['Sess-Min-SE', `${user.sessionTimers.leastSeconds} secs`],
    ['RTP Engine', 'asterisk'],
  ];
  return `\n\n${rows.map(([name, value]) => `  ${name.padEnd(13)}: ${value}\n`).join('')}  Auto-Framing:  No \n\n`;
}
