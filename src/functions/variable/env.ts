import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { processesPort } from '../../pbx/ports/processes.ts';

/** A variable of the environment of the programs that are started. */
export const dialplanFunction = defineFunction({
  name: 'ENV',
  module: 'func_env',
  synopsis: 'A variable of the environment of the programs that are started',
  description: ['Setting it to nothing removes it.'],
  arguments: { name: rest('its name') },
  dangerous: 'write',
  read: (context, { name }) => context.use(processesPort).environment.get(name) ?? '',
  write(context, { name }, value) {
    if (name !== '') context.use(processesPort).environment.set(name, value === '' ? undefined : value);
  },
});
