import type { CommandContext, CommandResult } from '../../../extend/define-cli-command.ts';
import type { XmppAccount } from '../account.ts';
import { xmppAccountsPort } from '../accounts.ts';
import type { Stanza } from '../stream/stanza.ts';
import { refusalIn } from './pubsub.ts';

/** Does something with the account of that name; says so where there is none. @see observed: Asterisk 16. */
export function withAccount(
  context: CommandContext,
  name: string,
  act: (account: XmppAccount) => Promise<CommandResult>,
): CommandResult | Promise<CommandResult> {
  const account = context.use(xmppAccountsPort).find(name);
  return account ? act(account) : { failed: true, text: `Unable to find client '${name}'!\n` };
}

/** The names of accounts, for completion. */
export function accountNames(context: CommandContext): readonly string[] {
  return context
    .use(xmppAccountsPort)
    .list()
    .map(({ settings }) => settings.name);
}

/** Puts something to the service that an account shares states by, and says how it went. Deviation: Asterisk leaves that to its debug log. */
export function runOnService(
  context: CommandContext,
  accountName: string,
  question: Stanza,
  done: string,
): CommandResult | Promise<CommandResult> {
  return withAccount(context, accountName, async (account) => {
    const answer = await account.ask('set', question, account.settings.sharing?.service);
    const refusal = answer ? refusalIn(answer) : 'there is no answer';
    return refusal === undefined ? `${done}\n` : { failed: true, text: `The service refuses: ${refusal}\n` };
  });
}
