import { attendedTransferred, type BridgeSnapshot } from '../../../channel/events.ts';
import { defineEvent, type EventWriter } from '../../../extend/define-event.ts';
import type { ManagerHeaders } from '../../../extend/define-manager-action.ts';

/** A party has joined two that it talked to. */
export const event = defineEvent({
  name: 'AttendedTransfer',
  module: 'features',
  synopsis: 'A party has joined two that it talked to.',
  fields:
    'Result {channel:OrigTransferer} {bridge:Orig} {channel:SecondTransferer} {bridge:Second} DestType DestBridgeUniqueid DestApp {channel:LocalOne} {channel:LocalTwo} DestTransfererChannel {channel:Transferee}',
  topic: attendedTransferred,
  class: 'call',
  headers: ({ transferor, bridge, second = transferor, secondBridge, transferee, target, application }, writer) => [
    ['Result', 'Success'],
    writer.channel(transferor, 'OrigTransferer'),
    ...prefixed('Orig', bridge, writer),
    writer.channel(second, 'SecondTransferer'),
    ...prefixed('Second', secondBridge, writer),
    writer.channel(transferee, 'Transferee'),
    writer.channel(target, 'TransferTarget'),
    ['IsExternal', 'No'],
    ...(application === undefined
      ? ([
          ['DestType', 'Bridge'],
          ['DestBridgeUniqueid', secondBridge?.id ?? target?.bridgeId ?? ''],
        ] as const)
      : ([
          ['DestType', 'App'],
          ['DestApp', application],
        ] as const)),
  ],
});

function prefixed(prefix: string, bridge: BridgeSnapshot | undefined, writer: EventWriter): ManagerHeaders {
  return bridge ? writer.bridge(bridge).map(([name, value]) => [prefix + name, value] as const) : [];
}
