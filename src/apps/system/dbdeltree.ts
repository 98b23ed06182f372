import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { databasePort } from '../../pbx/ports/database.ts';

/** Deletes a family of the database, or a tree of its keys. */
export const application = defineApplication({
  name: 'DBdeltree',
  module: 'app_db',
  synopsis: 'Deletes a family of the Asterisk database, or the keys below one of its keys',
  description: ['Deviation: without a family nothing is deleted; Asterisk would delete everything.'],
  arguments: { tree: rest('family[/key]', { required: true }) },
  examples: ['same => n,DBdeltree(test/blacklist)'],
  seeAlso: ['DB', 'DB_DELETE'],
  run(call, { tree }) {
    const slash = tree.indexOf('/');
    const family = slash < 0 ? tree : tree.slice(0, slash);
    const key = slash < 0 ? '' : tree.slice(slash + 1);
    call.log.verbose(3, `DBdeltree: family=${family}${key && `, keytree=${key}`}`);
    if (family === '') return undefined;
    call.use(databasePort).deleteTree(family, key || undefined);
    return undefined;
  },
});
