import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';

/** Events. */
export const action = defineManagerAction({
  name: 'Events',
  module: 'manager',
  synopsis: 'Control Event Flow.',
  arguments: 'EventMask',
  classes: [],
  run({ session }, request) {
    const mask = request.header('EventMask');
    const chosen = session.chooseEvents(mask);
    if (chosen === undefined) return { response: 'Success', silent: true };
    if (mask === '') return managerError('Invalid event mask');
    return { response: 'Success', headers: [['Events', chosen]] };
  },
});
