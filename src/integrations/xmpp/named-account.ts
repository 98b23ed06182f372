import type { EvaluationContext } from '../../channel/call.ts';
import type { XmppAccount } from './account.ts';
import { xmppAccountsPort } from './accounts.ts';

/** The account that an application or function names; undefined and a warning where there is none. */
export function namedAccount(context: EvaluationContext, name: string): XmppAccount | undefined {
  const account = context.use(xmppAccountsPort).find(name);
  if (!account) context.warn(`Could not find sender connection: '${name}'`);
  return account;
}
