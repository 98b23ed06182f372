import type { EventBus } from '../../base/event-bus.ts';
import type { Logger } from '../../base/log.ts';
import { bridgeSeat } from '../../channel/bridge/seat.ts';
import { cause } from '../../channel/cause.ts';
import type { Channel } from '../../channel/channel.ts';
import type { ChannelDriver, ChannelRequest, RequestResult } from '../../channel/driver.ts';
import type { DriverLeg, Indication, IndicationResult } from '../../channel/driver-leg.ts';
import { localBridged } from '../../channel/events.ts';
import { samePartyShown } from '../../channel/party.ts';
import type { ChannelTable } from '../../channel/table.ts';
import { takeText } from '../../channel/text-inbox.ts';
import { defineChannelDriver } from '../../extend/define-channel-driver.ts';
import type { DigitEvent, LegListener, MediaEngine, MediaLeg } from '../../media/facade.ts';
import type { Dialplan } from '../../pbx/ports/dialplan.ts';
import { parseLocalResource } from './local-resource.ts';

/** What the driver needs. */
export interface LocalHouse {
  readonly channels: ChannelTable;
  readonly dialplan: Dialplan;
  readonly media: MediaEngine;
  readonly bus: EventBus;
  readonly log: Logger;
}

/** What the two halves know together. */
interface Pair {
  /** One half has been refused by the other, which knows why itself. */
  refused: boolean;
}

/** One half of a pair: what is done to it, the other half hears as its far end. */
class LocalLeg implements DriverLeg {
  readonly media: MediaLeg;
  #own: Channel | undefined;
  #other: Channel | undefined;
  readonly #start: (() => void) | undefined;
  readonly #pair: Pair;

  constructor(pair: Pair, media: MediaLeg, start?: () => void) {
    this.#pair = pair;
    this.media = media;
    this.#start = start;
  }

  join(own: Channel, other: Channel): void {
    this.#own = own;
    this.#other = other;
  }

  call(): void {
    this.#start?.();
  }

  answer(): void {
    this.#other?.farAnswered();
  }

  indicate(indication: Indication): IndicationResult {
    const other = this.#other;
    if (!other) return 'ignored';
    switch (indication) {
      case 'ringing':
        if (other.isUp) return 'use-tone';
        other.farRinging();
        return 'signalled';
      case 'progress':
        other.farProgress();
        return 'signalled';
      case 'proceeding':
        other.farProceeding();
        return 'signalled';
      case 'busy':
      case 'congestion':
      case 'incomplete':
        if (other.isUp) return 'use-tone';
        this.#pair.refused = true;
        other.farHungUp(cause.none, indication === 'busy' ? 'busy' : 'congestion'); // as in Asterisk no cause is known
        return 'signalled';
      case 'hold':
      case 'unhold':
        other.farHeld(indication === 'hold');
        return 'signalled';
      case 'connected-line':
        if (this.#own) this.#introduce(this.#own, other);
        return 'ignored';
      case 'redirecting':
        return 'ignored';
    }
  }

  sendText(text: string): Promise<boolean> {
    if (this.#other) takeText(this.#other, text);
    return Promise.resolve(this.#other !== undefined);
  }

  /**
   * Whom one half meets calls from the other half, and whoever talks with that is told.
   * Deviation: only after an answer or a transfer, which say why; Asterisk passes on what a dialplan sets without a reason, too.
   */
  #introduce({ parties: { connected, connectedSource } }: Channel, other: Channel): void {
    if (connectedSource === 'unknown') return;
    if (!samePartyShown(other.parties.caller, connected)) other.update({ caller: connected });
    const peer = other.attachments.get(bridgeSeat)?.peer;
    if (!peer || samePartyShown(peer.parties.connected, connected)) return;
    peer.parties.connectedSource = connectedSource;
    peer.setConnected(connected);
    peer.indicate('connected-line');
  }

  /** Hands on the cause that somebody has told, and none where nobody has. */
  hangup(why: number): void {
    const other = this.#other;
    other?.farHungUp(this.#pair.refused ? other.hangupCause : (this.#own?.toldCause ?? why));
  }
}

/**
 * Local channels: `Local/exten@context[/options]` is a pair whose second half runs the dialplan. `/n` and `/j` are accepted;
 * `/n` asks that the pair stays in the path, which it always does here.
 *
 * Deviation: a pair is never optimised away. Media passes through it inside one engine thread at no measurable cost, and
 * names, variables and CDRs stay stable.
 * Deviation: a change of `Local/exten@context` as a device is not told, since every number that is ever dialled would be one.
 */
export function createLocalDriver(house: LocalHouse): ChannelDriver {
  let serial = 0;
  return defineChannelDriver({
    technologies: ['Local'],
    description: 'Local Proxy Channel Driver',
    request(_technology: string, request: ChannelRequest): RequestResult {
      const parsed = parseLocalResource(request.resource);
      if (!parsed)
        return { ok: false, cause: cause.invalidNumberFormat, reason: `'${request.resource}' is not exten@context` };
      const { exten, context } = parsed;
      const optimizable = !parsed.options.includes('n');
      const name = `Local/${exten}@${context}-${(serial++).toString(16).padStart(8, '0')}`;
      const target = { context, exten, priority: 1 };
      const [outerMedia, innerMedia] = house.media.openPipe();
      const { requestor } = request;
      const outer = house.channels.create({
        technology: 'Local',
        resource: '',
        name: `${name};1`,
        state: 'Down',
        start: target,
        requestor,
      });
      const inner = house.channels.create({
        technology: 'Local',
        resource: '',
        name: `${name};2`,
        state: 'Ring',
        start: target,
        requestor: outer,
      });
      // What ends without a word ends so on both sides.
      outer.untoldCause = inner.untoldCause = cause.none;
      const pair: Pair = { refused: false };
      const outerLeg = new LocalLeg(pair, outerMedia, () => startDialplan(house, outer, inner, optimizable));
      const innerLeg = new LocalLeg(pair, innerMedia);
      outerLeg.join(outer, inner);
      innerLeg.join(inner, outer);
      outer.attachLeg(outerLeg);
      inner.attachLeg(innerLeg);
      outerMedia.listener = new DigitsTo(outer);
      innerMedia.listener = new DigitsTo(inner);
      return { ok: true, channel: outer };
    },
    deviceState(_technology, resource) {
      const parsed = parseLocalResource(resource);
      if (!parsed) return 'INVALID';
      return house.dialplan.exists({ ...parsed, priority: 1 }) ? 'NOT_INUSE' : 'INVALID';
    },
  });
}

/** The second half starts once the first has all it was to be given. */
function startDialplan(house: LocalHouse, outer: Channel, inner: Channel, optimizable: boolean): void {
  const { exten, context } = inner.position;
  inner.variables.copyFrom(outer.variables);
  inner.attachments.inheritFrom(outer.attachments);
  inner.settings.language = outer.settings.language;
  inner.settings.peerAccount = outer.settings.accountCode;
  inner.update({
    caller: outer.parties.connected,
    connected: outer.parties.caller,
    accountCode: outer.settings.peerAccount || outer.settings.accountCode,
  });
  inner.settings.peerAccount = outer.settings.accountCode;
  inner.parties.dialed = outer.parties.dialed;
  inner.parties.redirecting = outer.parties.redirecting;
  inner.parties.redirection = outer.parties.redirection;
  if (!house.dialplan.exists({ context, exten, priority: 1 }, inner.parties.caller.number)) {
    house.log.notice(`No such extension/context ${exten}@${context} while calling Local channel`);
    outer.farHungUp(cause.none, 'unavailable');
    inner.release(cause.none);
    return;
  }
  house.bus.publish(localBridged, { first: outer.snapshot(), second: inner.snapshot(), context, exten, optimizable });
  // Not before whoever dials has told of it.
  void Promise.resolve().then(() => house.dialplan.run(inner));
}

/** Hands on the digits that come with the media of a half. */
class DigitsTo implements LegListener {
  readonly #channel: Channel;

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  onDigit(event: DigitEvent): void {
    this.#channel.farDigit(event, 'media');
  }
}
