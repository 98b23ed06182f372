import type { Clock } from '../../base/clock.ts';
import type { EventBus } from '../../base/event-bus.ts';
import { SlotMap } from '../../base/slot-map.ts';
import type { Channel } from '../../channel/channel.ts';
import {
  accountCodeChanged,
  bridgeDestroyed,
  bridgeEntered,
  bridgeLeft,
  callerChanged,
  callPickedUp,
  channelCreated,
  channelHungUp,
  channelStateChanged,
  dialBegun,
  dialEnded,
} from '../../channel/events.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import type { ChannelTable } from '../../channel/table.ts';
import { callFetched, callParked, parkingGivenUp, parkingTimedOut } from '../../pbx/ports/parked-calls.ts';
import { CdrBridge } from './bridges.ts';
import { CdrChain, type CdrHouse, cdrKey } from './chain.ts';
import type { CdrSettings } from './files/cdr-conf.ts';
import { type CdrRecord, type Disposition, userFieldOf } from './record.ts';

/** What the engine needs. */
export interface CdrEngineHouse {
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly channels: ChannelTable;
  /** [general] of cdr.conf, as it stands now. */
  readonly settings: () => CdrSettings;
  /** Takes a final record. */
  readonly post: (record: CdrRecord) => void;
}

const DISPOSITIONS: Readonly<Record<string, Disposition>> = {
  ANSWER: 'ANSWERED',
  BUSY: 'BUSY',
  CANCEL: 'NO ANSWER',
  FORWARD: 'NO ANSWER',
  NOANSWER: 'NO ANSWER',
};

/**
 * Keeps the records of all channels and posts those of a channel when it is gone. Close it to have it forget them.
 * With `endbeforehexten` a record is finished by the first step of `h`, as Asterisk's is: what is read there is final from its second step on.
 */
export class CdrEngine {
  readonly #house: CdrEngineHouse;
  readonly #chains = new SlotMap<string, CdrChain>();
  readonly #bridges = new SlotMap<string, CdrBridge>();
  readonly #stops: ReadonlyArray<() => void>;
  readonly #shared: CdrHouse;
  #sequence = 0;

  constructor(house: CdrEngineHouse) {
    this.#house = house;
    const { bus, clock, settings } = house;
    this.#shared = {
      now: () => clock.now(),
      nextSequence: () => this.#sequence++,
      endsBeforeHangupExtension: () => settings().endbeforehexten,
      congestion: () => settings().congestion,
      enabledByDefault: () => settings().channeldefaultenabled,
    };
    const refresh = (snapshot: ChannelSnapshot): void => this.#chain(snapshot)?.refresh();
    this.#stops = [
      bus.on(channelCreated, (snapshot) => this.#open(snapshot)),
      bus.on(channelStateChanged, refresh),
      bus.on(callerChanged, refresh),
      bus.on(accountCodeChanged, ({ channel }) => refresh(channel)),
      bus.on(dialBegun, ({ caller, callee }) => this.#dialBegins(caller, callee)),
      bus.on(dialEnded, ({ caller, callee, status }) => this.#dialEnds(caller, callee, status)),
      bus.on(bridgeEntered, ({ bridge, channel }) => {
        const chain = this.#chain(channel);
        if (!chain || bridge.kind === 'holding' || bridge.kind === 'parking') return;
        const known = this.#bridges.get(bridge.id) ?? new CdrBridge(bridge.id);
        this.#bridges.set(bridge.id, known);
        known.enter(chain);
      }),
      bus.on(bridgeLeft, ({ bridge, channel }) => {
        const chain = this.#chain(channel);
        if (chain) this.#bridges.get(bridge.id)?.leave(chain);
      }),
      bus.on(bridgeDestroyed, ({ id }) => void this.#bridges.delete(id)),
      bus.on(callParked, ({ parkee, lot, space }) => this.#chain(parkee)?.park(`${lot}:${space}`)),
      ...[callFetched, parkingTimedOut, parkingGivenUp].map((topic) =>
        bus.on(topic, ({ parkee }) => this.#chain(parkee)?.unpark()),
      ),
      bus.on(callPickedUp, ({ channel, target }) => this.#pickedUp(channel, target)),
      bus.on(channelHungUp, ({ channel }) => this.#post(channel)),
    ];
  }

  /** The channels that are recorded, in the order of their making. */
  list(): CdrChain[] {
    return [...this.#chains.values()];
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const chain of this.#chains.values()) chain.leave();
    this.#chains.clear();
    this.#bridges.clear();
  }

  #chain(snapshot: ChannelSnapshot): CdrChain | undefined {
    return this.#chains.get(snapshot.uniqueId);
  }

  #open(snapshot: ChannelSnapshot): void {
    const channel: Channel | undefined = this.#house.channels.byId(snapshot.uniqueId);
    if (!channel) return;
    const chain = new CdrChain(this.#shared, channel);
    this.#chains.set(channel.uniqueId, chain);
    channel.attachments.set(cdrKey, chain);
  }

  #dialBegins(caller: ChannelSnapshot | undefined, callee: ChannelSnapshot): void {
    const called = this.#chain(callee);
    const chain = caller ? this.#chain(caller) : called;
    if (!called || !chain) return;
    called.dialled = caller !== undefined || called.calledForAnother;
    chain.refresh();
    const waiting = chain.records.filter(({ phase }) => phase === 'single');
    for (const record of chain.records) if (record.phase === 'answered' && record.peer) chain.close(record);
    const records = waiting.length > 0 ? waiting : [chain.append()];
    chain.refresh();
    for (const record of records) {
      record.phase = 'dial';
      if (!caller) continue;
      record.lockedApp = true;
      chain.join(record, called, false);
    }
  }

  #dialEnds(caller: ChannelSnapshot | undefined, callee: ChannelSnapshot, status: string): void {
    const chain = this.#chain(caller ?? callee);
    if (!chain) return;
    chain.refresh();
    const congestion = this.#house.settings().congestion ? 'CONGESTION' : 'FAILED';
    for (const record of chain.records) {
      if (record.phase !== 'dial' || (record.peer && record.peer.uniqueId !== callee.uniqueId)) continue;
      // Of a call that was placed for nobody its cause says how it ended, where its time was up.
      if (caller || status !== 'NOANSWER')
        record.disposition = status === 'CONGESTION' ? congestion : (DISPOSITIONS[status] ?? 'FAILED');
      if (status !== 'ANSWER') chain.close(record);
      else record.phase = record.peer ? 'answered' : 'single';
    }
  }

  /**
   * Whoever was called has not answered; whoever has taken the call is told of by the caller's next record, or by its own where nobody
   * called: it has changed places then with the one that rang.
   */
  #pickedUp(by: ChannelSnapshot, target: ChannelSnapshot): void {
    const rung = this.#chain(target);
    for (const record of rung?.records ?? []) {
      if (record.phase !== 'dial' || record.peer) continue;
      Object.assign(record, { disposition: 'NO ANSWER', dst: by.exten, dcontext: by.context });
      rung?.close(record);
      return;
    }
    this.#chain(by)?.giveWay();
    for (const chain of this.#chains.values())
      for (const record of chain.records) {
        if (record.phase === 'closed' || record.peer?.uniqueId !== target.uniqueId) continue;
        Object.assign(record, { disposition: 'NO ANSWER', answerMs: undefined });
        chain.close(record);
      }
  }

  #post(snapshot: ChannelSnapshot): void {
    const chain = this.#chain(snapshot);
    if (!chain) return;
    this.#chains.delete(snapshot.uniqueId);
    for (const bridge of this.#bridges.values()) bridge.leave(chain);
    const { enable, unanswered } = this.#house.settings();
    for (const record of chain.records) {
      chain.close(record);
      if (!enable || record.disabled || record.untold || (record.dialled && !record.peer && !record.parked)) continue;
      const answered = record.disposition === 'ANSWERED' || record.disposition === 'CONGESTION';
      if (answered || record.peer || unanswered) this.#house.post(withPeer(record));
    }
  }
}

/** The record as it is written: what the other channel's dialplan has set is part of it. */
function withPeer(record: CdrRecord): CdrRecord {
  const { custom, peerCustom, peerUserField } = record;
  if (peerCustom.size === 0 && peerUserField === '') return record;
  const all = peerCustom.size === 0 ? custom : new Map([...peerCustom, ...custom]);
  return { ...record, userField: userFieldOf(record), custom: all };
}
