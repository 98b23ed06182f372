import { holdChanged } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A channel has put its peer on hold. */
export const event = defineEvent({
  name: 'Hold',
  module: 'manager',
  synopsis: 'A channel has put its peer on hold.',
  fields: '{channel} MusicClass',
  topic: holdChanged,
  class: 'call',
  headers({ channel, held, musicClass }, writer) {
    if (!held) return undefined;
    return [writer.channel(channel), ...(musicClass === '' ? [] : ([['MusicClass', musicClass]] as const))];
  },
});
