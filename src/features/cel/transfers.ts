import type { EventBus } from '../../base/event-bus.ts';
import {
  type AttendedTransfer,
  attendedTransferred,
  blindTransferred,
  callPickedUp,
  dialForwarded,
} from '../../channel/events.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import { callFetched, callParked, parkingGivenUp, parkingTimedOut } from '../../pbx/ports/parked-calls.ts';
import type { CelKind } from './event.ts';

/** Is told what has happened on a channel, and the fields of its `extra`. */
type Tell = (kind: CelKind, channel: ChannelSnapshot, extra: Readonly<Record<string, string>>) => void;

/** Tells of calls that are transferred, parked, picked up and forwarded. @returns what ends that. */
export function followTransfers(bus: EventBus, tell: Tell): ReadonlyArray<() => void> {
  const parkingEnds = ({ parkee }: { readonly parkee: ChannelSnapshot }, reason: string): void =>
    tell('PARK_END', parkee, { reason });
  return [
    bus.on(blindTransferred, ({ transferor, transferee, bridge, context, exten }) =>
      tell('BLINDTRANSFER', transferor, {
        extension: exten,
        context,
        bridge_id: bridge?.id ?? '',
        transferee_channel_name: transferee?.name ?? 'N/A',
        transferee_channel_uniqueid: transferee?.uniqueId ?? 'N/A',
      }),
    ),
    bus.on(attendedTransferred, (transfer) =>
      tell('ATTENDEDTRANSFER', transfer.transferor, attendedTransferFields(transfer)),
    ),
    bus.on(callPickedUp, ({ channel, target }) =>
      tell('PICKUP', target, { pickup_channel: channel.name, pickup_channel_uniqueid: channel.uniqueId }),
    ),
    bus.on(dialForwarded, ({ caller, dialString }) => tell('FORWARD', caller, { forward: dialString })),
    bus.on(callParked, ({ parkee, parkerDialString, lot }) =>
      tell('PARK_START', parkee, { parker_dial_string: parkerDialString, parking_lot: lot }),
    ),
    bus.on(callFetched, ({ parkee, retriever }) =>
      tell('PARK_END', parkee, { reason: 'ParkedCallUnparked', retriever: retriever.name }),
    ),
    bus.on(parkingTimedOut, (parked) => parkingEnds(parked, 'ParkedCallTimeOut')),
    bus.on(parkingGivenUp, (parked) => parkingEnds(parked, 'ParkedCallGiveUp')),
  ];
}

function attendedTransferFields(transfer: AttendedTransfer): Readonly<Record<string, string>> {
  const { transferor, bridge, second = transferor, secondBridge, transferee, target, application } = transfer;
  return {
    ...(bridge && { bridge1_id: bridge.id }),
    channel2_name: second.name,
    channel2_uniqueid: second.uniqueId,
    ...(application === undefined ? { bridge2_id: secondBridge?.id ?? '' } : { app: application }),
    transferee_channel_name: transferee?.name ?? 'N/A',
    transferee_channel_uniqueid: transferee?.uniqueId ?? 'N/A',
    transfer_target_channel_name: target?.name ?? 'N/A',
    transfer_target_channel_uniqueid: target?.uniqueId ?? 'N/A',
  };
}
