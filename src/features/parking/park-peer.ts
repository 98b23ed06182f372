import type { BridgeSeat } from '../../channel/bridge/seat.ts';
import { letGo } from '../../channel/bridge/transfer.ts';
import type { Channel } from '../../channel/channel.ts';
import { dialStringOf } from '../../channel/dial/dial-string.ts';
import { isInterruption } from '../../channel/hangup.ts';
import { parseArguments } from '../../extend/argument.ts';
import { chooseLot } from './choose-lot.ts';
import { type ParkOptions, parkChannel, saySpace } from './park-channel.ts';
import { parkArguments } from './park-options.ts';
import type { ParkedCall } from './parked-call.ts';
import type { Lot, ParkingKeeper } from './parking-keeper.ts';

/**
 * Parks whoever sits opposite `parker`, who is told where and let go. False where that cannot be.
 *
 * Deviation: a lot without an extension of its own is parked in, too.
 */
export async function parkPeer(
  keeper: ParkingKeeper,
  parker: Channel,
  seat: BridgeSeat,
  argumentText: string,
): Promise<boolean> {
  const { values } = parseArguments(parkArguments, argumentText);
  const lot = chooseLot(keeper, parker, values.lot);
  if (!lot || seat.peer.hungUp) return false;
  const parked = leaveThere(keeper, lot, parker, seat, dialStringOf(parker.name), values.options);
  if (!parked) return false;
  keeper.entertain(lot, parked);
  try {
    if (!values.options.has('s')) await saySpace(keeper.house, parker, parked.space, parker.hangupSignal);
  } catch (reason) {
    if (!isInterruption(reason)) throw reason;
  }
  // One whose own run has joined the two goes on as when the other party hangs up.
  if (parked.holding.kind === 'owned') parked.holding.leave();
  else letGo(parker);
  return true;
}

/** Takes the two apart and parks the one opposite. Where every space is taken nothing changes. */
export function leaveThere(
  keeper: ParkingKeeper,
  lot: Lot,
  parker: Channel,
  seat: BridgeSeat,
  parkerDialString: string,
  options: ParkOptions,
): ParkedCall | undefined {
  const { firstSpace, lastSpace } = lot.settings;
  if (lot.calls.size > lastSpace - firstSpace) return undefined;
  const { peer, role } = seat;
  if (role === 'second') {
    const out = seat.sendPeerAway();
    parker.whenHungUp(out.leave);
    return parkChannel(keeper, lot, peer, parkerDialString, { kind: 'rests', out }, options);
  }
  // The parker's own run waits while it is told where, and must not take the other along when it ends.
  const out = seat.stepOut();
  let left = false;
  let parked: ParkedCall | undefined;
  const leave = (): void => {
    if (left) return;
    left = true;
    out.take();
    if (parked) keeper.settle(lot, parked);
  };
  parker.whenHungUp(leave);
  parked = parkChannel(keeper, lot, peer, parkerDialString, { kind: 'owned', leave }, options);
  return parked;
}
