import { defineManagerAction } from '../../../extend/define-manager-action.ts';

/** Ping. */
export const action = defineManagerAction({
  name: 'Ping',
  module: 'manager',
  synopsis: 'Keepalive command.',
  classes: [],
  run: ({ clock }) => ({
    response: 'Success',
    headers: [
      ['Ping', 'Pong'],
      ['Timestamp', (clock.now() / 1000).toFixed(6)],
    ],
  }),
});
