import { defineApplication } from '../../extend/define-application.ts';

/** Leaves a macro. */
export const application = defineApplication({
  name: 'MacroExit',
  module: 'app_macro',
  synopsis: 'Leaves a macro before its priorities end',
  arguments: {},
  run: () => ({ kind: 'leave' }),
});
