import { defineModule, type LoadResult } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { eventsPort } from '../../pbx/ports/events.ts';
import { networkPort } from '../../pbx/ports/network.ts';
import { processesPort } from '../../pbx/ports/processes.ts';
import { registryPort } from '../../pbx/ports/registry.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { AsyncQueues } from './async-queue.ts';
import { processEnvironment } from './environment.ts';
import { agiSchema } from './files/agi-conf.ts';
import { scriptPath } from './local-script.ts';
import { agiPort } from './port.ts';
import { type PooledScript, ScriptPool } from './script-pool.ts';

/** Scripts that control calls: AGI. */
export const module = defineModule({
  name: 'res_agi',
  description: 'Asterisk Gateway Interface (AGI)',
  needs: [configFilesPort, eventsPort, networkPort, processesPort, registryPort, systemPort],
  offers: [agiPort],
  start(context) {
    const { clock, log, scope } = context;
    const system = context.use(systemPort);
    const processes = context.use(processesPort);
    const pool = new ScriptPool({ clock, log, start: (request, listener) => processes.start(request, listener) });
    scope.onClose('waiting scripts', () => pool.close());
    const load = (): LoadResult => {
      const { file, values } = context.use(configFilesPort).load(agiSchema);
      if (file.rejected) return { ok: false, declined: 'agi.conf is refused' };
      const environment = processEnvironment(system);
      const scripts = values.scripts.map(({ name, values: { ready, many } }): [string, PooledScript] => [
        name,
        { ready, many, start: { command: scriptPath(system, name), args: [], environment } },
      ]);
      pool.keep(new Map(scripts));
      return { ok: true };
    };
    context.offer(agiPort, { debug: false, queues: new AsyncQueues(), pool });
    load();
    return { reload: load };
  },
});
