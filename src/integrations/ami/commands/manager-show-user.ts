import { type ManagerClass, managerClasses } from '../../../config/files/manager-conf.ts';
import { aclText } from '../../../config/schema/acl-text.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { managerSessionsPort } from '../sessions-port.ts';

/** `manager show user NAME`. */
export const command = defineCliCommand({
  command: 'manager show user <name>',
  module: 'manager',
  synopsis: 'Tell what a user of manager.conf may do',
  usage: 'Tells whether a user has a secret, whether its addresses are limited, and what it may read and write.',
  complete: (context, typed) => (typed.length > 0 ? [] : [...context.use(managerSessionsPort).settings.users.keys()]),
  run(context, [name = '']) {
    const user = context.use(managerSessionsPort).settings.users.get(name);
    if (!user) return `There is no manager called ${name}\n`;
    const yes = (on: boolean): string => (on ? 'yes' : 'no');
    const rows: ReadonlyArray<readonly [string, string]> = [
      ['username', user.name],
      ['secret', user.secret ? '<Set>' : '<N/A>'],
      ['ACL', yes(user.addresses.length > 0)],
      ['read perm', rights(user.read)],
      ['write perm', rights(user.write)],
      ['displayconnects', yes(user.displayConnects)],
      ['allowmultiplelogin', yes(user.allowMultipleLogin)],
      ['Variables', ''],
    ];
    return [
      '\n',
      ...rows.map(([label, value]) => `${label.padStart(18)}: ${value}\n`),
      ...user.variables.map(([variable, value]) => `${variable.padStart(18)} = ${value}\n`),
      user.addresses.length > 0 ? aclText('(unnamed)', user.addresses) : '',
    ].join('');
  },
});

function rights(held: ReadonlySet<ManagerClass>): string {
  const named = managerClasses.filter((one) => held.has(one));
  if (named.length === managerClasses.length) return [...managerClasses, 'all'].join(',');
  return named.length === 0 ? '<none>' : named.join(',');
}
