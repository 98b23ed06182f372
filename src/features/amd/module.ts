import { hasErrors } from '../../base/diagnostic.ts';
import { definePort } from '../../base/port.ts';
import { defineModule } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { type AmdSettings, amdSchema } from './files/amd-conf.ts';

/** What amd.conf says now, to AMD(). */
export const amdPort = definePort<{ readonly settings: AmdSettings }>('amd');

/** Answering-machine detection. */
export const module = defineModule({
  name: 'app_amd',
  description: 'Answering Machine Detection Application',
  needs: [configFilesPort],
  offers: [amdPort],
  start(context) {
    const files = context.use(configFilesPort);
    let settings = files.load(amdSchema).values.general.values;
    context.offer(amdPort, {
      get settings() {
        return settings;
      },
    });
    return {
      reload() {
        const loaded = files.load(amdSchema);
        if (loaded.file.rejected || hasErrors(loaded.diagnostics))
          return { ok: false, declined: 'amd.conf has errors; the settings stay as they were' };
        settings = loaded.values.general.values;
        return { ok: true };
      },
    };
  },
});
