import { variableSet } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';
import type { ManagerHeaders } from '../../../extend/define-manager-action.ts';

/** Stands for the channel of a global variable. */
const NO_CHANNEL: ManagerHeaders = [
  ['Channel', 'none'],
  ['Uniqueid', 'none'],
];

/** A variable has been set. */
export const event = defineEvent({
  name: 'VarSet',
  module: 'manager',
  synopsis: 'A variable has been set.',
  fields: '{channel} Variable Value',
  topic: variableSet,
  class: 'dialplan',
  headers: ({ channel, name, value }, writer) => [
    ...(channel ? [writer.channel(channel)] : NO_CHANNEL),
    ['Variable', name],
    ['Value', writer.escaped(value)],
  ],
});
