import type { LoadResult } from '../extend/define-module.ts';
import { defineModule } from '../extend/define-module.ts';
import { dialplanFilesPort } from './loader.ts';

/** Loads extensions.conf. */
export const module = defineModule({
  name: 'pbx_config',
  description: 'Text Extension Configuration',
  needs: [dialplanFilesPort],
  // What they put into the dialplan is known then.
  after: ['pbx_ael', 'res_parking'],
  async start(context) {
    const files = context.use(dialplanFilesPort);
    const load = async (): Promise<LoadResult> => {
      const result = await files.load();
      return result.ok ? result : { ok: false, declined: result.reason };
    };
    const first = await load();
    return first.ok ? { reload: load } : first;
  },
});
