import type { XmppAccount } from './account.ts';
import { writeAddress } from './address.ts';
import type { Resource } from './roster.ts';

/** What `xmpp show connections` prints. @see observed: Asterisk 16. */
export function listConnections(accounts: readonly XmppAccount[]): string {
  const lines = accounts.map(({ settings: { name, address }, state }) => {
    return `       [${name}] ${writeAddress(address)}     - ${state}\n`;
  });
  return `Jabber Users and their status:\n${lines.join('')}----\n   Number of clients: ${accounts.length}\n`;
}

/**
 * What `xmpp show buddies` prints.
 * Deviation: priority, status and its words in place of client software that nobody asks for.
 */
export function listBuddies(accounts: readonly XmppAccount[]): string {
  let text = 'XMPP buddy lists\n';
  for (const { settings, roster } of accounts) {
    text += `Client: ${settings.name}\n`;
    for (const { address, resources } of roster.list())
      text += `\tBuddy:\t${address}\n${resources.map(listResource).join('')}`;
  }
  return text;
}

/** What `jabber test` prints: who of the contacts is there, and how. */
export function listPresence({ roster }: XmppAccount): string {
  return roster
    .list()
    .map(({ address, resources }) => `User: ${address}\n${resources.map(listTested).join('')}`)
    .join('');
}

function listResource({ name, priority, status, message }: Resource): string {
  return `\t\tResource: ${oneLine(name)}\n\t\t\tpriority: ${priority}\n\t\t\tstatus: ${status}\n\t\t\tmessage: ${oneLine(message)}\n`;
}

function listTested({ name, priority, status, message }: Resource): string {
  return `Resource: ${oneLine(name)}\n\tPriority: ${priority}\n\tStatus: ${status}\n\tMessage: ${oneLine(message)}\n`;
}

/** What others wrote must not move the cursor of a console. */
function oneLine(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ').slice(0, 200);
}
