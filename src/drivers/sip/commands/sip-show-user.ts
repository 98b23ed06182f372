import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { describeUser, usersOf } from '../listing/sip-user-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show user NAME`. */
export const command = defineCliCommand({
  command: 'sip show user <name> [load]',
  module: 'chan_sip',
  synopsis: 'Tell the settings of one who may call in by sip.conf',
  usage: 'Tells the settings of a section of type user or friend. load is understood, and changes nothing.',
  complete: (context, typed) => (typed.length > 0 ? [] : usersOf(context.use(sipStackPort)).map(({ name }) => name)),
  run(context, [name = '']) {
    const user = usersOf(context.use(sipStackPort)).find((one) => one.name === name);
    return user ? describeUser(user) : `User ${name} not found.\n\n`;
  },
});
