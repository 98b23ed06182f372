import type { Clock } from '../../base/clock.ts';
import type { EventBus } from '../../base/event-bus.ts';
import type { Logger } from '../../base/log.ts';
import type { MediaBridge, MediaEngine } from '../../media/facade.ts';
import { type Cause, cause } from '../cause.ts';
import type { Channel } from '../channel.ts';
import { type BridgeSnapshot, bridgeCreated, bridgeDestroyed, bridgeEntered, bridgeLeft } from '../events.ts';
import type { DialplanTarget } from '../position.ts';
import { nextBridgeId } from './bridge-id.ts';
import type { HoldMusic } from './hold-music.ts';

/** What bridges need. */
export interface BridgeHouse {
  readonly media: MediaEngine;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Logger;
  /** What a party hears that the other has put on hold; nothing where it is left out. */
  readonly music?: HoldMusic | undefined;
}

/** Why two parties are no longer joined. */
export type BridgeEnd =
  | { readonly kind: 'hangup'; readonly by: 'first' | 'second'; readonly cause: Cause }
  /** Somebody sent the second party elsewhere; the first is free. */
  | { readonly kind: 'second-redirected'; readonly target: DialplanTarget }
  /** The time given was over. */
  | { readonly kind: 'time-over' };

/** How two parties are joined. */
export interface TwoPartyOptions {
  /** Ends the bridge from outside, by rejection with its reason (the first party's run). */
  readonly signal: AbortSignal;
  /** Ends it after so long. */
  readonly limitMs?: number;
  /** Sees each digit before it is passed on; true keeps it from the other side. */
  readonly onDigit?: (from: 'first' | 'second', digit: string, phase: 'begin' | 'end') => boolean;
}

/**
 * Joins two channels that are up until one hangs up, the time is over, or `signal` aborts (then it rejects with the signal's reason).
 * Neither channel is released: that is their owners' affair. Audio never passes here; digits do only between
 * legs of which one signals them.
 */
export async function bridgeTwoParties(
  house: BridgeHouse,
  first: Channel,
  second: Channel,
  options: TwoPartyOptions,
): Promise<BridgeEnd> {
  options.signal.throwIfAborted();
  const bridge = { id: nextBridgeId(house.clock), kind: 'basic', creator: '', name: '' };
  const members = new Set<Channel>();
  const snapshot = (): BridgeSnapshot => ({ ...bridge, channels: members.size });
  const enter = (channel: Channel): void => {
    members.add(channel);
    channel.bridgeId = bridge.id;
    channel.touch();
    house.log.verbose(3, `Channel ${channel.name} joined '${bridge.kind}' bridge <${bridge.id}>`);
    house.bus.publish(bridgeEntered, { bridge: snapshot(), channel: channel.snapshot() });
  };
  const leave = (channel: Channel): void => {
    members.delete(channel);
    channel.bridgeId = undefined;
    channel.touch();
    house.log.verbose(3, `Channel ${channel.name} left '${bridge.kind}' bridge <${bridge.id}>`);
    house.bus.publish(bridgeLeft, { bridge: snapshot(), channel: channel.snapshot() });
  };

  const { promise, resolve, reject } = Promise.withResolvers<BridgeEnd>();
  const follow = (channel: Channel, other: Channel, side: 'first' | 'second'): (() => void) =>
    channel.listen({
      onHangup: (why) => resolve({ kind: 'hangup', by: side, cause: why }),
      onDigit: (event, via) => {
        if (options.onDigit?.(side, event.digit, event.phase)) return;
        if (event.phase === 'end') passDigit(other, event.digit, event.durationMs, via);
      },
      onHold: (held) => hold(house, other, channel, held),
      onRinging: () => void other.indicate('ringing'),
      ...(side === 'second' && {
        onRedirect: (target: DialplanTarget) => resolve({ kind: 'second-redirected', target }),
      }),
    });

  house.bus.publish(bridgeCreated, snapshot());
  enter(second);
  enter(first);
  const media = joinMedia(house.media, first, second);
  const closers = [follow(first, second, 'first'), follow(second, first, 'second')];
  const onAbort = (): void => reject(options.signal.reason);
  options.signal.addEventListener('abort', onAbort, { once: true });
  const limit =
    options.limitMs === undefined
      ? undefined
      : house.clock.after(options.limitMs, () => resolve({ kind: 'time-over' }));
  if (first.hungUp) resolve({ kind: 'hangup', by: 'first', cause: first.hangupCause || cause.normalClearing });
  else if (second.hungUp) resolve({ kind: 'hangup', by: 'second', cause: second.hangupCause || cause.normalClearing });
  let [left, stays] = [first, second];
  try {
    const ended = await promise;
    if ((ended.kind === 'hangup' && ended.by === 'second') || ended.kind === 'second-redirected')
      [left, stays] = [second, first];
    return ended;
  } finally {
    limit?.cancel();
    options.signal.removeEventListener('abort', onAbort);
    for (const close of closers) close();
    media?.close();
    house.music?.stop(first);
    house.music?.stop(second);
    leave(left);
    leave(stays);
    house.bus.publish(bridgeDestroyed, snapshot());
  }
}

/** A leg that cannot pass on that it has been put on hold hears the music that the holder suggests. */
function hold(house: BridgeHouse, channel: Channel, by: Channel, held: boolean): void {
  const result = channel.indicate(held ? 'hold' : 'unhold');
  if (!held) house.music?.stop(channel);
  else if (result !== 'signalled') house.music?.start(channel, { suggested: by.settings.musicClass });
}

/** The engine joins what both have; a leg without audio has nothing to join. */
function joinMedia(engine: MediaEngine, first: Channel, second: Channel): MediaBridge | undefined {
  if (!first.media || !second.media) return undefined;
  return engine.bridge(first.media, second.media);
}

/** The engine passes digits between legs that carry them in the media; here pass those that signalling brings or wants. */
function passDigit(to: Channel, digit: string, durationMs: number, via: 'media' | 'signalling'): void {
  if (to.leg.sendDigit?.(digit, durationMs)) return;
  if (via === 'signalling') to.media?.sendDigit(digit, durationMs);
}
