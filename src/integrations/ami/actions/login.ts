import { defineManagerAction } from '../../../extend/define-manager-action.ts';

/** Login. */
export const action = defineManagerAction({
  name: 'Login',
  module: 'manager',
  synopsis: 'Login Manager.',
  arguments: 'Username [Secret]',
  classes: [],
  beforeLogin: true,
  run: ({ session }, request) => session.login(request),
});
