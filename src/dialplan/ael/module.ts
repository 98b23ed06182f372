import { defineModule, type LoadResult } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { globalsPort } from '../../pbx/ports/globals.ts';
import { dialplanFilesPort } from '../loader.ts';

const FILE = 'extensions.ael';

/** Loads extensions.ael, a dialplan in the Asterisk Extension Language. */
export const module = defineModule({
  name: 'pbx_ael',
  description: 'Asterisk Extension Language Compiler',
  needs: [configFilesPort, dialplanFilesPort, globalsPort],
  async start(context) {
    const { log } = context;
    const files = context.use(configFilesPort);
    const dialplan = context.use(dialplanFilesPort);
    const load = async (): Promise<LoadResult> => {
      const lines = files.lines(FILE);
      if (!lines) return { ok: false, declined: `there is no ${FILE}` };
      // The compiler is of no use to a start without such a file.
      const { aelFile, compileAel } = await import('./compile-ael.ts');
      const { contexts, globals, diagnostics, refused } = compileAel(lines, (name) => files.lines(name));
      const found = refused ? [] : await dialplan.check(aelFile(FILE, lines), contexts);
      files.report(FILE, [...diagnostics, ...found]);
      if (refused) return { ok: false, declined: `${FILE} is refused; what was loaded stays` };
      for (const { name, value } of globals) context.use(globalsPort).set(name.text, value.text);
      dialplan.put(FILE, contexts);
      log.verbose(2, `${FILE} has ${contexts.size} contexts`);
      return { ok: true };
    };
    await load();
    context.scope.onClose(FILE, () => dialplan.put(FILE, new Map()));
    // AELSub is there without a file, too; one that comes later, or is put right, is read by a reload.
    return { reload: load };
  },
});
