import { messageOf } from '../../base/errors.ts';
import { defineModule } from '../../extend/define-module.ts';
import { ledgerPort } from '../../pbx/ports/ledger.ts';
import { originatorPort } from '../../pbx/ports/originator.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { Spool } from './spool.ts';
import { SpoolFolder } from './spool-folder.ts';

/** Call files: what is moved into the spool's `outgoing` is dialled. */
export const module = defineModule({
  name: 'pbx_spool',
  description: 'Outgoing Spool Support',
  needs: [ledgerPort, originatorPort, systemPort],
  async start(context) {
    const { clock, bus, log, scope } = context;
    const system = context.use(systemPort);
    const { directories, processId } = system;
    let folder: SpoolFolder;
    try {
      folder = new SpoolFolder(directories.spool);
    } catch (error) {
      return { ok: false, declined: `the spool ${directories.spool} cannot be used: ${messageOf(error)}` };
    }
    let spool: Spool | undefined;
    const start = (): void => {
      if (scope.closed) return;
      spool = new Spool(
        {
          clock,
          bus,
          log,
          folder,
          processId,
          book: context.use(ledgerPort).book('call-file'),
          originator: context.use(originatorPort),
        },
        scope,
      );
    };
    // No call before all channel drivers are there to place it.
    void system.waitFullyBooted().then(start);
    return { inUse: () => spool?.underWay ?? 0 };
  },
});
