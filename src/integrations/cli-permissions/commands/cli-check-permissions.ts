import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { accountNumber } from '../accounts.ts';
import { rightsDeskPort } from '../ports.ts';

/**
 * `cli check permissions USER|@GROUP|USER@GROUP COMMAND`.
 *
 * Deviation: of a user without a group only the rules of that user count; Asterisk 16 takes those of all others too, by a
 * comparison with no group.
 */
export const command = defineCliCommand({
  command: 'cli check permissions <user> <command...>',
  module: 'core',
  synopsis: 'Tell whether somebody may run a command',
  usage: 'The one is a user, a group with @ before it, or USER@GROUP.',
  run(context, [who = '', ...words]) {
    const at = who.indexOf('@');
    const [user, group] = at < 0 ? [who, ''] : [who.slice(0, at), who.slice(at + 1)];
    const userId = user === '' ? -1 : accountNumber('user', user);
    if (userId === undefined) return { failed: true, text: `Unknown user '${user}'\n` };
    const groupId = group === '' ? -1 : accountNumber('group', group);
    if (groupId === undefined) return { failed: true, text: `Unknown group '${group}'\n` };
    const line = words.join(' ');
    const allowed = context.use(rightsDeskPort).rights.allows({ userId, groupId }, line);
    const name =
      user === '' ? `Group '${group}'` : group === '' ? `User '${user}'` : `User '${user}' of group '${group}'`;
    return `${name} is ${allowed ? '' : 'not '}allowed to run command: '${line}'\n`;
  },
});
