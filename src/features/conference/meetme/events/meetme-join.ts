import { defineEvent } from '../../../../extend/define-event.ts';
import { participantJoined } from '../../topics.ts';

/** Somebody has come. */
export const event = defineEvent({
  name: 'MeetmeJoin',
  module: 'app_meetme',
  synopsis: 'Somebody has come.',
  fields: 'Meetme User {channel}',
  topic: participantJoined,
  class: 'call',
  headers: ({ conference, channel, number }, writer) =>
    conference.kind === 'meetme'
      ? [['Meetme', conference.name], ['User', String(number)], writer.channel(channel)]
      : undefined,
});
