import { join } from 'node:path';
import { defineModule } from '../../extend/define-module.ts';
import { ledgerPort } from '../../pbx/ports/ledger.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { openLedger } from '../../store/ledger.ts';

/** Remembers, across crashes, what must never happen twice; in `ledger.sqlite3` of the database folder. */
export const module = defineModule({
  name: 'res_ledger',
  description: 'Memory of what must never happen twice',
  needs: [systemPort],
  offers: [ledgerPort],
  start(context) {
    const { clock, log, scope } = context;
    const path = join(context.use(systemPort).directories.db, 'ledger.sqlite3');
    const opened = openLedger({ path, clock, log });
    if (!opened.ok) {
      log.error(`${opened.reason}; no call file will be dialled and no reminder fired`);
      return { ok: false, declined: opened.reason };
    }
    context.offer(ledgerPort, scope.own('ledger', opened.ledger));
    return undefined;
  },
});
