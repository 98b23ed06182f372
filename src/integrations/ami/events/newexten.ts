import { stepStarted } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A channel is about to run an application. */
export const event = defineEvent({
  name: 'Newexten',
  module: 'manager',
  synopsis: 'A channel is about to run an application.',
  fields: '{channel} Extension Application AppData',
  topic: stepStarted,
  class: 'dialplan',
  headers: (channel, writer) =>
    writer.step(channel) ?? [
      writer.channel(channel),
      ['Extension', channel.exten],
      ['Application', channel.application],
      ['AppData', channel.applicationData],
    ],
});
