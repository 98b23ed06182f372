import { actionMark, defineManagerAction } from '../../../extend/define-manager-action.ts';

/** WaitEvent: answers when an event has come for this client, or after `Timeout` seconds; -1 waits without an end. Another action ends it too. */
export const action = defineManagerAction({
  name: 'WaitEvent',
  module: 'manager',
  synopsis: 'Wait for an event to occur.',
  arguments: 'Timeout',
  classes: [],
  async run(context, request) {
    const asked = Number.parseInt(request.header('Timeout'), 10);
    const limitMs = Number.isNaN(asked) || asked < 0 ? undefined : Math.min(asked, LONGEST_S) * 1000;
    await context.session.waitForEvent(limitMs);
    return {
      response: 'Success',
      message: 'Waiting for Event completed.',
      caughtUp: true,
      events: [[['Event', 'WaitEventComplete'], ...actionMark(request)]],
    };
  },
});

/** As long as a timer can be set for. */
const LONGEST_S = 2_000_000;
