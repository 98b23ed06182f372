import { blindTransferred } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A party has sent the one it talked to elsewhere. */
export const event = defineEvent({
  name: 'BlindTransfer',
  module: 'features',
  synopsis: 'A party has sent the one it talked to elsewhere.',
  fields: 'Result {channel:Transferer} {channel:Transferee} {bridge} IsExternal Context Extension',
  topic: blindTransferred,
  class: 'call',
  headers: ({ transferor, transferee, bridge, context, exten, external }, writer) => [
    ['Result', 'Success'],
    writer.channel(transferor, 'Transferer'),
    writer.channel(transferee, 'Transferee'),
    ...(bridge ? writer.bridge(bridge) : []),
    ['IsExternal', external ? 'Yes' : 'No'],
    ['Context', context],
    ['Extension', exten],
  ],
});
