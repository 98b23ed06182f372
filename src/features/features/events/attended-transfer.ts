import { attendedTransferred } from '../../../channel/events.ts';
import { defineEvent } from '../../../extend/define-event.ts';

/** A party has joined two that it talked to. */
export const event = defineEvent({
  name: 'AttendedTransfer',
  module: 'features',
  topic: attendedTransferred,
  class: 'call',
  headers: ({ transferor, transferee, target }, writer) => [
    ['Result', 'Success'],
    ...writer.channel(transferor, 'OrigTransferer'),
    ...writer.channel(transferor, 'SecondTransferer'),
    ...writer.channel(transferee, 'Transferee'),
    ...writer.channel(target, 'TransferTarget'),
    ['IsExternal', 'No'],
    ['DestType', 'Bridge'],
    ['DestBridgeUniqueid', target.bridgeId ?? ''],
  ],
});
