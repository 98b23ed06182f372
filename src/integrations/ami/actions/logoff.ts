import { defineManagerAction } from '../../../extend/define-manager-action.ts';

/** Logoff. */
export const action = defineManagerAction({
  name: 'Logoff',
  module: 'manager',
  synopsis: 'Logoff Manager.',
  classes: [],
  beforeLogin: true,
  run({ session }) {
    session.logOff();
    return { response: 'Goodbye', message: 'Thanks for all the fish.' };
  },
});
