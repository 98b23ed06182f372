import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { modulesPort } from '../../pbx/ports/modules.ts';

/** Reads the configuration again. */
export const application = defineApplication({
  name: 'Reload',
  module: 'app_reload',
  synopsis: 'Reads the configuration again, all of it or that of some modules, and waits for it',
  arguments: { modules: rest('module[,module…]; all where left out') },
  results: { RELOADSTATUS: 'SUCCESS, or FAILURE if one of them failed' },
  examples: ['same => n,Reload(res_musiconhold)'],
  async run(call, { modules }) {
    const wanted = modules === '' ? [undefined] : splitArguments(modules);
    let failed = false;
    for (const name of wanted) {
      const { ok } = await call.use(modulesPort).reload(name);
      if (!ok) failed = true;
    }
    call.set('RELOADSTATUS', failed ? 'FAILURE' : 'SUCCESS');
    return undefined;
  },
});
