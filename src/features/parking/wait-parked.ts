import { untilAborted } from '../../base/until-aborted.ts';
import { type Call, end, goto, type Outcome } from '../../channel/call.ts';
import { isInterruption } from '../../channel/hangup.ts';
import { leaveToSuccessor } from './claim.ts';
import { saySpace } from './park-channel.ts';
import type { ParkedCall } from './parked-call.ts';
import type { Lot, ParkingKeeper } from './parking-keeper.ts';

/** Waits in the lot. Interruptions of the call pass through, once the space is free. */
export async function waitParked(
  call: Call,
  keeper: ParkingKeeper,
  lot: Lot,
  parked: ParkedCall,
  says: boolean,
): Promise<Outcome> {
  const leave = new AbortController();
  leaveToSuccessor(keeper, lot, parked);
  void parked.ended.promise.then(() => leave.abort(new DOMException('no longer parked', 'AbortError')));
  const signal = AbortSignal.any([call.signal, leave.signal]);
  try {
    if (says) await saySpace(keeper.house, call.channel, parked.space, signal);
    if (!signal.aborted) keeper.entertain(lot, parked);
  } catch (reason) {
    if (!leave.signal.aborted && !isInterruption(reason)) throw reason;
  }
  try {
    const ended = await Promise.race([parked.ended.promise, untilAborted(call.signal)]);
    if (ended.kind === 'sent') return goto(ended.target);
    if (ended.kind === 'fetched') await Promise.race([ended.over, untilAborted(call.signal)]);
    call.throwIfInterrupted();
    return end();
  } finally {
    keeper.remove(lot, parked, { kind: 'gone' });
  }
}
