import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';

/** Keeps a hold to its channel. */
export const dialplanFunction = defineFunction({
  name: 'HOLD_INTERCEPT',
  module: 'func_holdintercept',
  synopsis: 'Keeps a hold of the channel from those it talks to',
  description: [
    'While it is set, the hold key of the far end only raises the manager events Hold and Unhold: the other side of the call is neither put on hold nor hears music.',
  ],
  arguments: { action: rest('set or remove') },
  items: { read: [], write: ['set', 'remove'] },
  examples: ['same => n,Set(HOLD_INTERCEPT(set)=)'],
  write(context, { action }) {
    const channel = context.call?.channel;
    if (!channel) return;
    switch (action.trim().toLowerCase()) {
      case 'set':
        if (channel.keepsHolds) context.warn(`HOLD_INTERCEPT already set on '${channel.name}'`);
        channel.keepsHolds = true;
        break;
      case 'remove':
        if (!channel.keepsHolds)
          context.warn(`Cannot remove HOLD_INTERCEPT from ${channel.name}: HOLD_INTERCEPT not currently enabled`);
        channel.keepsHolds = false;
        break;
      default:
        context.warn(`HOLD_INTERCEPT: unknown option ${action}`);
    }
  },
});
