import { join } from 'node:path';
import { defineModule } from '../../extend/define-module.ts';
import { databasePort } from '../../pbx/ports/database.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { openAstDb } from '../../store/ast-db.ts';
import { astDbPort } from './astdb-port.ts';
import { createDatabase } from './database.ts';

/** The Asterisk database, in `astdb.sqlite3` of the database folder. */
export const module = defineModule({
  name: 'astdb',
  description: 'Asterisk Database',
  needs: [systemPort],
  offers: [databasePort, astDbPort],
  start(context) {
    const { clock, log, scope } = context;
    const path = join(context.use(systemPort).directories.db, 'astdb.sqlite3');
    const astDb = scope.own('astdb', openAstDb({ path, clock, log }));
    context.offer(astDbPort, astDb);
    context.offer(databasePort, createDatabase(astDb, log));
    return undefined;
  },
});
