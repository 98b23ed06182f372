import type { EventBus } from '../../../base/event-bus.ts';
import { bridgeSeat } from '../../../channel/bridge/seat.ts';
import { attendedTransfer, blindTransfer, type TransferHouse, takePlace } from '../../../channel/bridge/transfer.ts';
import { cause } from '../../../channel/cause.ts';
import type { Channel } from '../../../channel/channel.ts';
import { canBePickedUp, pickUp } from '../../../channel/dial/pickup.ts';
import { type AttendedTransfer, attendedTransferred, blindTransferred } from '../../../channel/events.ts';
import { type Bridges, bridgeOf } from '../../../pbx/ports/bridges.ts';
import type { Dialplan } from '../../../pbx/ports/dialplan.ts';
import type { SipRequest } from '../../../sip/message/message.ts';
import { parseNameAddr } from '../../../sip/message/name-addr.ts';
import { reasonPhrase } from '../../../sip/message/status.ts';
import type { ServerTransaction } from '../../../sip/transaction/server-transaction.ts';
import type { SipLeg } from '../call/sip-leg.ts';
import type { CallBoard } from '../states.ts';
import { parseReplaces, type Replaces, replacesInUri } from './replaces.ts';

/** What transfers need of the stack. */
export interface TransfersHouse extends TransferHouse {
  readonly board: CallBoard;
  readonly dialplan: Dialplan;
  readonly bus: EventBus;
  readonly bridges: Bridges;
}

/** Serves the transfer keys of phones: REFER, with and without Replaces, and INVITE with Replaces. */
export class Transfers {
  readonly #house: TransfersHouse;

  constructor(house: TransfersHouse) {
    this.#house = house;
  }

  /** Serves a REFER within a call. @see RFC 3515 §2.4.4 */
  refer(leg: SipLeg, request: SipRequest, transaction: ServerTransaction): void {
    const headers = leg.responseHeaders;
    const referTo = parseNameAddr(request.header('Refer-To') ?? '');
    const uri = referTo?.uri;
    if (!uri) transaction.respond(400, { headers });
    else if (!leg.endpoint.transfers) {
      this.#house.log.notice(`${leg.channel.name}: transfers are not allowed to '${leg.endpoint.name}'`);
      transaction.respond(603, { headers });
    } else {
      const replaces = /[?&]Replaces=/i.test(uri.rawHeaders);
      if (replaces) this.#attended(leg, replacesInUri(uri.rawHeaders), request, transaction);
      else this.#blind(leg, uri.user, request, transaction);
    }
  }

  /**
   * The call whose dialog a new INVITE wants to take over; undefined for none. One that is up can be, unless `early-only` is
   * asked for, and one that rings at a phone of ours; not one that a phone has begun and nobody has answered.
   * @see RFC 3891 §3
   */
  replaced(invite: SipRequest): SipLeg | undefined {
    const value = invite.header('Replaces');
    if (value === undefined) return undefined;
    const replaces = parseReplaces(value);
    const leg = this.#find(replaces);
    if (!leg?.endpoint.transfers) return undefined;
    if (leg.session?.established) return replaces?.earlyOnly ? undefined : leg;
    return !leg.incoming && canBePickedUp(leg.channel) ? leg : undefined;
  }

  /** Puts a channel that is up in the place of a call, or lets it take one that rings. */
  takePlace(by: Channel, leg: SipLeg): void {
    const { channel } = leg;
    if (channel.isUp) takePlace(this.#house, by, channel);
    else if (!pickUp(this.#house.bus, channel, by)) {
      by.requestHangup(cause.normalClearing);
      by.release(cause.normalClearing);
    }
  }

  #blind(leg: SipLeg, exten: string, request: SipRequest, transaction: ServerTransaction): void {
    const { channel, endpoint } = leg;
    const context = channel.variables.get('TRANSFER_CONTEXT') || endpoint.context;
    const target = { context, exten: exten || 's', priority: 1 };
    if (!this.#house.dialplan.exists(target, channel.parties.caller.number)) {
      this.#house.log.notice(`${channel.name}: transfer to '${exten}', which is no extension of '${context}'`);
      refuse(leg, 404, request, transaction);
      return;
    }
    this.#accept(leg, request, transaction, (moved) =>
      blindTransfer(channel, target, {
        sends: (transferee) => {
          tellVariables(transferee, channel, context, request);
          this.#house.bus.publish(blindTransferred, {
            transferor: channel.snapshot(),
            transferee: transferee.snapshot(),
            bridge: bridgeOf(this.#house.bridges, channel),
            context,
            exten: target.exten,
            external: true,
          });
        },
        moved,
      }),
    );
  }

  #attended(leg: SipLeg, replaces: Replaces | undefined, request: SipRequest, transaction: ServerTransaction): void {
    const other = this.#find(replaces);
    if (!other?.endpoint.transfers || other === leg) {
      this.#house.log.notice(`${leg.channel.name}: transfer to a call that is not here`);
      refuse(leg, 481, request, transaction);
      return;
    }
    const { channel } = leg;
    this.#accept(leg, request, transaction, (moved) => {
      for (const one of [channel, other.channel]) one.variables.set('ATTENDEDTRANSFER', other.channel.name);
      const told = this.#attendedEvent(channel, other.channel);
      return attendedTransfer(this.#house, channel, other.channel, {
        moved: () => {
          this.#house.bus.publish(attendedTransferred, told);
          moved();
        },
      });
    });
  }

  /** Who is where before a transfer. */
  #attendedEvent(one: Channel, other: Channel): AttendedTransfer {
    const peerOf = (channel: Channel): Channel | undefined => channel.attachments.get(bridgeSeat)?.peer;
    const [transferee, target] = [peerOf(one), peerOf(other)];
    const alone = transferee === undefined ? one : target === undefined ? other : undefined;
    return {
      transferor: one.snapshot(),
      bridge: bridgeOf(this.#house.bridges, one),
      second: other.snapshot(),
      secondBridge: bridgeOf(this.#house.bridges, other),
      transferee: transferee?.snapshot(),
      target: target?.snapshot(),
      ...(alone && { application: alone.position.application }),
    };
  }

  /** Accepts a REFER, does what it asks for, and tells what came of it. */
  #accept(
    leg: SipLeg,
    request: SipRequest,
    transaction: ServerTransaction,
    move: (moved: () => void) => boolean,
  ): void {
    const tell = (status: number): void => leg.referrals.tell(request, status, reasonPhrase(status));
    leg.referrals.accept(transaction, leg.responseHeaders);
    tell(100);
    if (move(() => tell(200))) return;
    tell(603);
    this.#house.log.notice(`${leg.channel.name}: there is nobody to transfer`);
  }

  #find(replaces: Replaces | undefined): SipLeg | undefined {
    if (!replaces) return undefined;
    return this.#house.board.list().find(({ session }) => {
      const dialog = session?.currentDialog;
      return (
        dialog?.callId === replaces.callId &&
        dialog.localTag === replaces.toTag &&
        dialog.remoteTag === replaces.fromTag
      );
    });
  }
}

/** Accepts a REFER, and tells afterwards that nothing comes of it; both drivers of Asterisk 16 were observed to do so. */
function refuse(leg: SipLeg, status: number, request: SipRequest, transaction: ServerTransaction): void {
  leg.referrals.accept(transaction, leg.responseHeaders);
  leg.referrals.tell(request, status, reasonPhrase(status));
}

/** What the dialplan may know of a transfer, on the channel that is sent. */
function tellVariables(transferee: Channel, transferor: Channel, context: string, request: SipRequest): void {
  const { variables } = transferee;
  variables.set('BLINDTRANSFER', transferor.name);
  variables.set('TRANSFERERNAME', transferor.name);
  variables.set('SIPTRANSFER', 'yes');
  variables.set('SIPREFERRINGCONTEXT', context);
  variables.set('SIPREFERTOHDR', parseNameAddr(request.header('Refer-To') ?? '')?.uriText ?? '');
  const by = request.header('Referred-By');
  if (by !== undefined) variables.set('SIPTRANSFER_REFERER', by);
  if (by !== undefined) variables.set('__SIPREFERREDBYHDR', by);
}
