import { cause } from '../cause.ts';
import type { Channel } from '../channel.ts';
import type { DialplanTarget } from '../position.ts';
import { endStay } from './guest.ts';
import { bridgeSeat } from './seat.ts';
import { successionKey } from './succession.ts';
import { type BridgeHouse, bridgeTwoParties } from './two-party.ts';

/** What transfers need. */
export interface TransferHouse extends BridgeHouse {
  /** Runs the dialplan on a channel from its position until its end. */
  run(channel: Channel): Promise<void>;
}

/** What whoever asks for a transfer is told on the way. */
export interface TransferHooks {
  /** Who is sent by a blind transfer, before he goes. */
  sends?(transferee: Channel): void;
  /** The parties have been moved; the transferor is let go after this. Not called where there is nobody to move. */
  moved?(): void;
  /**
   * Where the transferor of a blind transfer goes on in the dialplan; it is let go where this is left out. `by itself`: one whose own
   * run has joined the two goes on as its run does when the other party hangs up, such as with option g of Dial().
   */
  readonly goesOn?: DialplanTarget | 'by itself' | undefined;
}

/**
 * Sends the party that `transferor` talks to elsewhere in the dialplan, and lets the transferor go.
 * @returns false if the transferor talks to nobody.
 */
export function blindTransfer(transferor: Channel, target: DialplanTarget, hooks: TransferHooks): boolean {
  const seat = transferor.attachments.get(bridgeSeat);
  const peer = seat?.peer;
  if (!peer || peer.hungUp) return false;
  hooks.sends?.(peer);
  peer.redirect(target);
  hooks.moved?.();
  if (hooks.goesOn === 'by itself' && seat.role === 'first' && !peer.dialplan) return true;
  if (typeof hooks.goesOn === 'object') transferor.redirect(hooks.goesOn);
  else transferor.requestHangup(cause.normalClearing, 'itself');
  return true;
}

/** Ends a party that has left a bridge for good. */
export function letGo(channel: Channel): void {
  channel.requestHangup(cause.normalClearing, 'itself');
  if (!channel.dialplan) channel.release(cause.normalClearing);
}

/**
 * Joins the two parties that one transferor talks to on two channels, and lets both his channels go. Where one of his channels
 * is in no bridge, the other's party goes where that channel is in the dialplan.
 * @returns false if he talks to nobody on either.
 */
export function attendedTransfer(house: TransferHouse, one: Channel, other: Channel, hooks: TransferHooks): boolean {
  const [seat, target] = [one.attachments.get(bridgeSeat), other.attachments.get(bridgeSeat)];
  if (!seat || !target) {
    const [bridged, alone] = seat ? [one, other] : [other, one];
    const { context, exten, priority } = alone.position;
    const successor = bridged.attachments.get(bridgeSeat)?.peer;
    if (successor) alone.attachments.get(successionKey)?.(successor);
    if (!blindTransfer(bridged, { context, exten, priority }, hooks)) return false;
    alone.requestHangup(cause.normalClearing);
    return true;
  }
  const [left, right] = [seat.peer, target.peer];
  if (seat.role === 'second' && target.role === 'first') seat.replaceSecond(target.takeSecond());
  else if (seat.role === 'first' && target.role === 'second') target.replaceSecond(seat.takeSecond());
  else if (seat.role === 'first') void joinForGood(house, seat.takeSecond(), target.takeSecond());
  else {
    // Both parties run a dialplan of their own that waits for the transferor: one run waits on while the other has both.
    const waiting = target.peer;
    target.rest();
    seat.replaceSecond(waiting);
    seat.onEnd(() => target.over());
    target.onEnd(() => seat.over());
  }
  introduce(left, right);
  hooks.moved?.();
  for (const [channel, { role }] of [
    [one, seat],
    [other, target],
  ] as const) {
    // The first of a bridge is run by whoever joined them; the second has left.
    if (role === 'second') letGo(channel);
    else channel.requestHangup(cause.normalClearing);
  }
  return true;
}

/** Puts `by`, which is up and runs nothing, in the place of `channel`, which is let go: in its bridge, or where it is in the dialplan. */
export function takePlace(house: TransferHouse, by: Channel, channel: Channel): void {
  const seat = channel.attachments.get(bridgeSeat);
  const peer = seat?.peer;
  if (seat?.role === 'second') letGo(seat.replaceSecond(by));
  else if (seat) void joinForGood(house, by, seat.takeSecond());
  else {
    const { context, exten, priority } = channel.position;
    channel.attachments.get(successionKey)?.(by);
    by.position.moveTo({ context, exten, priority });
    void house.run(by);
  }
  if (peer) introduce(by, peer);
  channel.requestHangup(cause.normalClearing);
}

/** Shows each of two who talk from now on who the other is. */
export function introduce(one: Channel, other: Channel): void {
  for (const [channel, met] of [
    [one, other],
    [other, one],
  ] as const) {
    channel.parties.connectedSource = 'transfer_active';
    channel.setConnected(met.parties.caller);
    channel.indicate('connected-line');
  }
}

/** Joins two that run no dialplan until one goes; then lets the other go too. */
export async function joinForGood(house: TransferHouse, first: Channel, second: Channel): Promise<void> {
  let last = second;
  const ended = await bridgeTwoParties(house, first, second, {
    signal: new AbortController().signal,
    onSecond: (by) => {
      last = by;
    },
  });
  const sent = ended.kind === 'first-redirected' ? first : ended.kind === 'second-redirected' ? last : undefined;
  if ('target' in ended && sent) {
    sent.position.moveTo(ended.target);
    void house.run(sent);
  }
  for (const channel of ended.kind === 'second-taken' ? [first] : [first, last])
    if (channel !== sent) endStay(channel, () => channel.release(cause.normalClearing));
}
