import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';

/** Challenge. */
export const action = defineManagerAction({
  name: 'Challenge',
  module: 'manager',
  synopsis: 'Generate Challenge for MD5 Auth.',
  arguments: 'AuthType',
  classes: [],
  beforeLogin: true,
  run({ session }, request) {
    if (request.header('AuthType').toLowerCase() !== 'md5') return managerError('Must specify AuthType');
    return { response: 'Success', headers: [['Challenge', session.challenge()]] };
  },
});
