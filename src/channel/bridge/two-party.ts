import type { Clock } from '../../base/clock.ts';
import type { EventBus } from '../../base/event-bus.ts';
import { type AbortSource, followAbort } from '../../base/lazy-abort.ts';
import type { Logger } from '../../base/log.ts';
import type { MediaBridge, MediaEngine } from '../../media/facade.ts';
import { type Cause, cause } from '../cause.ts';
import type { Channel } from '../channel.ts';
import { drops, dropsDigits } from '../dropped-frames.ts';
import { type BridgeSnapshot, bridgeCreated, bridgeDestroyed, bridgeEntered, bridgeLeft } from '../events.ts';
import type { DialplanTarget } from '../position.ts';
import { nextBridgeId } from './bridge-id.ts';
import type { HoldMusic } from './hold-music.ts';
import { bridgeSeat, type DigitFeatures, type DigitWatch, type SteppedOut } from './seat.ts';
import { type BridgeManner, type Role, Seat, type SeatOwner } from './two-party-seat.ts';

/** What bridges need. */
export interface BridgeHouse {
  readonly media: MediaEngine;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Logger;
  /** What a party hears that the other has put on hold; nothing where it is left out. */
  readonly music?: HoldMusic | undefined;
  /** What parties may do by digits; nothing where it is left out. */
  readonly features?: DigitFeatures | undefined;
}

/** Why two parties are no longer joined. */
export type BridgeEnd =
  | { readonly kind: 'hangup'; readonly by: 'first' | 'second'; readonly cause: Cause }
  /** Somebody sent one party elsewhere; the other is free. Never the first where it runs a dialplan: that is told by `signal`. */
  | { readonly kind: 'first-redirected' | 'second-redirected'; readonly target: DialplanTarget }
  /** The second party has gone to somebody else, who owns it now. */
  | { readonly kind: 'second-taken' }
  /** The time given was over. */
  | { readonly kind: 'time-over' };

/** How two parties are joined. */
export interface TwoPartyOptions {
  /** Ends the bridge from outside, by rejection with its reason (the first party's run). */
  readonly signal: AbortSignal | AbortSource;
  /** Ends it after so long. */
  readonly limitMs?: number;
  /** Told when another has taken the place of the second party: that one is to be seen to at the end. */
  readonly onSecond?: (second: Channel) => void;
  /** Told, before anything else happens, when the second party has gone to somebody else, who owns it from then on. */
  readonly onSecondTaken?: () => void;
  /** Sees each digit before it is passed on; true keeps it from the other side. */
  readonly onDigit?: (from: 'first' | 'second', digit: string, phase: 'begin' | 'end') => boolean;
}

/**
 * Joins two channels that are up until one hangs up, the time is over, or `signal` aborts (then it rejects with the signal's reason).
 * Neither channel is released: that is their owners' affair. Audio never passes here; digits do only between legs of which
 * one signals them. A transfer moves the parties by their seat.
 */
export async function bridgeTwoParties(
  house: BridgeHouse,
  first: Channel,
  second: Channel,
  options: TwoPartyOptions,
): Promise<BridgeEnd> {
  if (options.signal.aborted) throw options.signal.reason;
  return new TwoPartyBridge(house, first, second, options).run();
}

/** The variable in which each party finds the other's name. @see observed: Asterisk 16 */
const PEER = 'BRIDGEPEER';
/** And what the other's protocol calls its call, if it has a name for it. */
const PEER_CALL = 'BRIDGEPVTCALLID';

function tellPeer({ variables }: Channel, peer: Channel): void {
  variables.set(PEER, peer.name);
  const call = peer.leg.read?.('call-id');
  if (call) variables.set(PEER_CALL, call);
}

/** What kind of bridge it is. */
const KIND = 'basic';

class TwoPartyBridge implements SeatOwner {
  readonly #house: BridgeHouse;
  readonly #first: Channel;
  readonly #options: TwoPartyOptions;
  readonly #members = new Set<Channel>();
  readonly #end = Promise.withResolvers<BridgeEnd>();
  readonly atEnd: Array<() => void> = [];
  #second: Channel;
  #media: MediaBridge | undefined;
  #unfollow: Array<() => void> = [];
  #features: DigitFeatures | undefined;
  #id = '';
  /** It has been created, and not been destroyed yet. */
  #stands = false;

  constructor(house: BridgeHouse, first: Channel, second: Channel, options: TwoPartyOptions) {
    this.#house = house;
    this.#first = first;
    this.#second = second;
    this.#options = options;
    this.#features = house.features;
  }

  async run(): Promise<BridgeEnd> {
    const { clock } = this.#house;
    const { signal, limitMs } = this.#options;
    this.#join();
    const onAbort = (): void => this.#end.reject(signal.reason);
    const unfollow = followAbort(signal, onAbort);
    const limit =
      limitMs === undefined ? undefined : clock.after(limitMs, () => this.#end.resolve({ kind: 'time-over' }));
    let secondLeft = false;
    try {
      const ended = await this.#end.promise;
      secondLeft = (ended.kind === 'hangup' && ended.by === 'second') || ended.kind === 'second-redirected';
      return ended;
    } finally {
      limit?.cancel();
      unfollow();
      this.#part(secondLeft);
      this.#destroy();
      for (const tell of this.atEnd) tell();
    }
  }

  #create(): void {
    this.#stands = true;
    this.#id = nextBridgeId(this.#house.clock);
    this.#house.bus.publish(bridgeCreated, this.snapshot());
  }

  #destroy(): void {
    if (!this.#stands) return;
    this.#stands = false;
    this.#house.bus.publish(bridgeDestroyed, this.snapshot());
  }

  #join(): void {
    const [first, second] = [this.#first, this.#second];
    if (!this.#stands) this.#create();
    for (const party of [second, first]) if (!this.#members.has(party)) this.#enter(party);
    tellPeer(second, first);
    tellPeer(first, second);
    const seats = { first: new Seat(this, 'first'), second: new Seat(this, 'second') };
    first.attachments.set(bridgeSeat, seats.first);
    second.attachments.set(bridgeSeat, seats.second);
    const watches = {
      first: this.#features?.watch(first, seats.first),
      second: this.#features?.watch(second, seats.second),
    };
    const watched =
      watches.first !== undefined ||
      watches.second !== undefined ||
      this.#options.onDigit !== undefined ||
      [first, second].some(dropsDigits);
    this.#media = joinMedia(this.#house.media, first, second, watched);
    const follow = (by: Role): (() => void) => {
      const [channel, other] = by === 'first' ? [first, second] : [second, first];
      return this.#follow(channel, other, by, watches[by], watched);
    };
    this.#unfollow = [follow('first'), follow('second')];
    for (const [party, by] of [
      [first, 'first'],
      [second, 'second'],
    ] as const)
      if (party.hungUp) this.#end.resolve({ kind: 'hangup', by, cause: party.hangupCause || cause.normalClearing });
  }

  /** Takes both out, the one who goes first. */
  #part(secondGoes: boolean): void {
    const [goes, stays] = secondGoes ? [this.#second, this.#first] : [this.#first, this.#second];
    this.#unjoin();
    for (const party of [goes, stays]) {
      if (!this.#members.has(party)) continue;
      this.#house.music?.stop(party);
      this.#leave(party);
    }
  }

  #unjoin(): void {
    for (const close of this.#unfollow.splice(0)) close();
    this.#media?.close();
    this.#media = undefined;
  }

  opposite(role: Role): Channel {
    return role === 'first' ? this.#second : this.#first;
  }

  hold(role: Role, held: boolean): void {
    const [by, peer] = role === 'first' ? [this.#first, this.#second] : [this.#second, this.#first];
    hold(this.#house, peer, by, held);
  }

  rest(): Channel {
    const former = this.#second;
    this.#part(true);
    return former;
  }

  over(): void {
    this.#end.resolve({ kind: 'hangup', by: 'second', cause: cause.normalClearing });
  }

  take(): Channel {
    const second = this.#second;
    this.#part(true);
    this.#options.onSecondTaken?.();
    this.#end.resolve({ kind: 'second-taken' });
    return second;
  }

  replace(by: Channel): Channel {
    const former = this.#second;
    this.#part(true);
    this.#second = by;
    this.#options.onSecond?.(by);
    this.#join();
    return former;
  }

  /** One leaves for a while; the other hears music, or goes elsewhere meanwhile. */
  stepOut(role: Role, manner: BridgeManner): SteppedOut {
    const [goes, stays] = role === 'first' ? [this.#first, this.#second] : [this.#second, this.#first];
    this.#unjoin();
    const leave = (): void => {
      if (this.#members.has(goes)) this.#leave(goes);
      if (this.#members.size === 0) this.#destroy();
    };
    const holds = (held: boolean): void => {
      if (this.#members.has(stays)) hold(this.#house, stays, goes, held);
    };
    if (manner === 'leaves') leave();
    else goes.attachments.delete(bridgeSeat);
    if (manner === 'sends-away') this.#leave(stays);
    holds(true);
    let peerGone: () => void = () => {};
    this.#unfollow.push(stays.listen({ onHangup: () => peerGone() }));
    return {
      peer: stays,
      role,
      leave,
      onPeerGone: (listener) => {
        peerGone = listener;
        if (stays.hungUp) listener();
      },
      back: (features = this.#house.features) => {
        holds(false);
        this.#unjoin();
        this.#features = features;
        this.#join();
      },
      replace: (by) => {
        holds(false);
        this.#features = this.#house.features;
        return this.replace(by);
      },
      take: () => {
        holds(false);
        return this.take();
      },
      over: () => this.#end.resolve({ kind: 'hangup', by: role, cause: goes.hangupCause || cause.normalClearing }),
    };
  }

  #follow(channel: Channel, other: Channel, side: Role, watch: DigitWatch | undefined, watched: boolean): () => void {
    let begun = false;
    const stop = channel.listen({
      onHangup: (why) => this.#end.resolve({ kind: 'hangup', by: side, cause: why }),
      onDigit: (event, via) => {
        const { phase, digit } = event;
        if (watch?.digit(event) || this.#options.onDigit?.(side, event.digit, event.phase)) return;
        if (drops(other, 'to', `digit-${phase}`)) return;
        // One that was pressed here by signalling has no beginning.
        if (!watched && phase === 'end' && !begun) other.tellDigitSent({ digit, phase: 'begin', durationMs: 0 });
        if (!watched) other.tellDigitSent(event);
        begun = phase === 'begin';
        if (phase !== 'end') return;
        if (watched) other.sendDigit(event.digit, event.durationMs);
        else passDigit(other, event.digit, event.durationMs, via);
      },
      onHold: (held) => hold(this.#house, other, channel, held),
      onRinging: () => void other.indicate('ringing'),
      // One that runs a dialplan is sent elsewhere by that.
      ...(!channel.dialplan && {
        onRedirect: (target: DialplanTarget) => this.#end.resolve({ kind: `${side}-redirected`, target }),
      }),
    });
    return () => {
      stop();
      watch?.close();
    };
  }

  #enter(channel: Channel): void {
    this.#members.add(channel);
    this.#joinCalls();
    channel.bridgeId = this.#id;
    channel.touch();
    this.#house.log.verbose(3, `Channel ${channel.name} joined '${KIND}' bridge <${this.#id}>`);
    this.#house.bus.publish(bridgeEntered, { bridge: this.snapshot(), channel: channel.snapshot() });
  }

  /** Whoever talks together is one call: that of the oldest channel. */
  #joinCalls(): void {
    const ids = [...this.#members].map(({ linkedId }) => linkedId);
    if (ids.every((id) => id === ids[0])) return;
    const [oldest = ''] = ids.sort(byAge);
    for (const member of this.#members) {
      member.linkedId = oldest;
      member.touch();
    }
  }

  #leave(channel: Channel): void {
    if (this.#members.size === 2) for (const party of [channel, ...this.#members]) this.#forgetPeer(party);
    this.#members.delete(channel);
    // From here on, as in Asterisk, it ends in the usual way unless somebody says otherwise.
    channel.hangupCause ||= cause.normalClearing;
    channel.bridgeId = undefined;
    channel.attachments.delete(bridgeSeat);
    channel.touch();
    this.#house.log.verbose(3, `Channel ${channel.name} left '${KIND}' bridge <${this.#id}>`);
    this.#house.bus.publish(bridgeLeft, { bridge: this.snapshot(), channel: channel.snapshot() });
  }

  #forgetPeer({ variables }: Channel): void {
    for (const name of [PEER, PEER_CALL]) if (variables.get(name) !== undefined) variables.set(name, undefined);
  }

  snapshot(): BridgeSnapshot {
    return { id: this.#id, kind: KIND, creator: '', name: '', channels: this.#members.size };
  }
}

/** Orders ids, `seconds.serial` with a name before it or not, by age. */
function byAge(one: string, other: string): number {
  const [seconds, serial] = numbersOf(one);
  const [otherSeconds, otherSerial] = numbersOf(other);
  return seconds - otherSeconds || serial - otherSerial;
}

function numbersOf(id: string): readonly [seconds: number, serial: number] {
  const [, seconds, serial] = /(\d+)\.(\d+)$/.exec(id) ?? [];
  return [Number(seconds ?? 0), Number(serial ?? 0)];
}

/** A leg that cannot pass on that it has been put on hold hears the music that the holder suggests. */
function hold(house: BridgeHouse, channel: Channel, by: Channel, held: boolean): void {
  const result = channel.indicate(held ? 'hold' : 'unhold');
  if (result === 'dropped') return;
  if (!held) house.music?.stop(channel);
  else if (result !== 'signalled') house.music?.start(channel, { suggested: by.settings.musicClass });
}

/** The engine joins what both have; a leg without audio has nothing to join. Digits that somebody watches pass by the channels instead. */
function joinMedia(engine: MediaEngine, first: Channel, second: Channel, watched: boolean): MediaBridge | undefined {
  if (!first.media || !second.media) return undefined;
  return engine.bridge(first.media, second.media, watched ? { passDigits: false } : {});
}

/** The engine passes digits between legs that carry them in the media; here pass those that signalling brings or wants. */
function passDigit(to: Channel, digit: string, durationMs: number, via: 'media' | 'signalling'): void {
  if (to.leg.sendDigit?.(digit, durationMs)) return;
  if (via === 'signalling') to.media?.sendDigit(digit, durationMs);
}
