import { type Call, end, type Outcome } from '../../channel/call.ts';
import type { XmppAccount } from './account.ts';
import { parseAddress } from './address.ts';
import { namedAccount } from './named-account.ts';

/** Does something in a room with the nickname that is given, else the name of the account. Ends the call where account or room make no sense. */
export async function inRoom(
  call: Call,
  { account: name, room, nick }: { readonly account: string; readonly room: string; readonly nick: string },
  act: (account: XmppAccount, room: string, nick: string) => Promise<boolean>,
): Promise<Outcome> {
  const account = namedAccount(call, name);
  if (!account) return end();
  const address = parseAddress(room);
  if (!address?.local) {
    call.warn(`'${room}' is no address of a room`);
    return end();
  }
  if (!(await act(account, address.bare, nick || account.settings.address.local)))
    call.warn(`XMPP account ${name} is not connected`);
  return undefined;
}
