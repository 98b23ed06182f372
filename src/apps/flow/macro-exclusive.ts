import type { Outcome } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { runMacro } from './_lib/macro.ts';

/** Whoever runs a macro exclusively, by its name: the end of the last one in line. */
const lines = new Map<string, Promise<unknown>>();

/** Runs a macro that no two calls run at the same time. */
export const application = defineApplication({
  name: 'MacroExclusive',
  module: 'app_macro',
  synopsis: 'Runs a macro that only one call at a time may run',
  arguments: { call: rest('name[,arg1[,arg2…]]', { required: true }) },
  withoutArgument: 'end',
  async run(call, { call: text }): Promise<Outcome> {
    const [name = '', ...args] = text.split(',');
    const before = lines.get(name);
    const mine = Promise.withResolvers<void>();
    const line = mine.promise;
    lines.set(name, line);
    try {
      await before;
      call.throwIfInterrupted();
      return await runMacro(call, name.trim(), args);
    } finally {
      mine.resolve();
      if (lines.get(name) === line) lines.delete(name);
    }
  },
});
