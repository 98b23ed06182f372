import { userEventSent } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** Headers by which clients tell messages apart; a text from outside must not be able to turn this event into another. */
const RESERVED: ReadonlySet<string> = new Set(['event', 'response', 'privilege']);

/**
 * The dialplan, or a client, has sent an event of its own. From the dialplan the channel stands first, and a header of the
 * sender's may repeat one of its.
 *
 * Deviation: headers called Event, Response or Privilege are left out.
 */
export const event = defineEvent({
  name: 'UserEvent',
  module: 'manager',
  synopsis: 'The dialplan, or a client, has sent an event of its own.',
  fields: '[{channel}] UserEvent',
  topic: userEventSent,
  class: 'user',
  headers: ({ channel, name, headers }, writer) => [
    writer.channel(channel),
    ['UserEvent', name],
    ...headers.filter(([header]) => !RESERVED.has(header.trim().toLowerCase())),
  ],
});
