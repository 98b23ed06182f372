import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { databasePort } from '../../pbx/ports/database.ts';

/** The family of the database that keeps the groups. */
const FAMILY = 'dialgroup';

function membersOf(value: string): string[] {
  return [...new Set(value.split('&').filter((member) => member !== ''))];
}

/** A group of interfaces to be dialled. */
export const dialplanFunction = defineFunction({
  name: 'DIALGROUP',
  module: 'func_dialgroup',
  synopsis: 'A group of interfaces to be dialled together',
  description: [
    'Read, its members joined by &, as Dial() wants them. Written, they replace all members; with add or del they are put in or taken out. Groups are kept in the database.',
    'Deviation: members keep the order in which they came, where Asterisk’s depends on their names.',
  ],
  arguments: { arguments: rest('group[,add or del]') },
  examples: ['same => n,Set(DIALGROUP(desk,add)=SIP/10)', 'same => n,Dial(${DIALGROUP(desk)})'],
  read(context, { arguments: group }) {
    const value = context.use(databasePort).get(FAMILY, group);
    if (value === undefined) context.warn(`No such dialgroup '${group}'`);
    return value ?? '';
  },
  write(context, { arguments: text }, value) {
    const [group = '', operation = ''] = splitArguments(text);
    if (group === '') {
      context.warn('DIALGROUP() needs the name of a group');
      return;
    }
    const database = context.use(databasePort);
    const given = membersOf(value);
    const members = new Set(membersOf(database.get(FAMILY, group) ?? ''));
    switch (operation.toLowerCase()) {
      case '':
        members.clear();
        for (const member of given) members.add(member);
        break;
      case 'add':
        for (const member of given) members.add(member);
        break;
      case 'del':
        for (const member of given)
          if (!members.delete(member)) context.warn(`Interface '${member}' not found in dialgroup '${group}'`);
        break;
      default:
        context.log.error(`Unrecognized operation: ${operation}`);
        return;
    }
    database.put(FAMILY, group, [...members].join('&'));
  },
});
