import { defineAttachment } from '../../channel/attachment.ts';
import { successionKey } from '../../channel/bridge/succession.ts';
import type { Channel } from '../../channel/channel.ts';
import type { ParkedCall } from './parked-call.ts';
import type { Lot, ParkingKeeper } from './parking-keeper.ts';

/** The space of another channel that this one is about to take over. */
const claimKey = defineAttachment<{ readonly lot: Lot; readonly parked: ParkedCall }>('parking-claim');

/** Whoever takes the place of a parked channel gets its space. */
export function leaveToSuccessor(keeper: ParkingKeeper, lot: Lot, parked: ParkedCall): void {
  const { attachments } = parked.channel;
  attachments.set(successionKey, (successor) => {
    successor.attachments.set(claimKey, { lot, parked });
    keeper.keepFor(lot, parked, successor);
  });
  void parked.ended.promise.then(() => attachments.delete(successionKey));
}

/** Takes over a space that has been left to this channel; undefined where none has. */
export function takeOver(
  keeper: ParkingKeeper,
  channel: Channel,
): { readonly lot: Lot; readonly parked: ParkedCall } | undefined {
  const claim = channel.attachments.get(claimKey);
  if (!claim) return undefined;
  channel.attachments.delete(claimKey);
  const parked = keeper.succeed(claim.lot, claim.parked, channel);
  return parked && { lot: claim.lot, parked };
}
