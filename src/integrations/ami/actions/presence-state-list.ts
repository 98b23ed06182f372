import { actionMark, defineManagerAction, listEnd, managerList } from '../../../extend/define-manager-action.ts';
import { presencesPort } from '../../../pbx/ports/presence.ts';
import { presenceHeaders } from '../presence-headers.ts';

/** PresenceStateList: those whose presence has ever changed, and how they are present now. */
export const action = defineManagerAction({
  name: 'PresenceStateList',
  module: 'manager',
  synopsis: 'List the current known presence states.',
  classes: ['call', 'reporting'],
  tells: ['PresenceStateChange', listEnd('PresenceStateListComplete')],
  run: (context, request) =>
    managerList(request, {
      message: 'Presence State Changes will follow',
      items: context
        .use(presencesPort)
        .known()
        .map(({ presentity, presence }) => [
          ['Event', 'PresenceStateChange'],
          ...actionMark(request),
          ['Presentity', presentity],
          ...presenceHeaders(presence),
        ]),
      complete: 'PresenceStateListComplete',
    }),
});
