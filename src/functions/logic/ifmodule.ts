import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { modulesPort } from '../../pbx/ports/modules.ts';

/** Whether a module is loaded. */
export const dialplanFunction = defineFunction({
  name: 'IFMODULE',
  module: 'func_module',
  synopsis: 'Whether a module is loaded',
  arguments: { module: rest('its name, with .so') },
  read: (context, { module }) => (context.use(modulesPort).isLoaded(module) ? '1' : '0'),
});
