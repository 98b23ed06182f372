import { defineFunction } from '../../extend/define-function.ts';
import { databasePort } from '../../pbx/ports/database.ts';

/** Whether the caller is on the black list. */
export const dialplanFunction = defineFunction({
  name: 'BLACKLIST',
  module: 'func_blacklist',
  synopsis: 'Whether the caller is on the black list',
  description: ['1 if the database has the caller’s number or name as a key of the family blacklist, else 0.'],
  arguments: {},
  examples: ['same => n,GotoIf(${BLACKLIST()}?unwanted,s,1)'],
  seeAlso: ['DB'],
  read(context) {
    const caller = context.call?.channel.parties.caller;
    const database = context.use(databasePort);
    const listed = [caller?.number, caller?.name].some(
      (key) => key !== undefined && key !== '' && database.get('blacklist', key) !== undefined,
    );
    return listed ? '1' : '0';
  },
});
