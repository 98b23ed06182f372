import type { Clock } from '../../base/clock.ts';
import type { EventBus } from '../../base/event-bus.ts';
import { SlotMap } from '../../base/slot-map.ts';
import { bridgeTechnology } from '../../channel/bridge/technology-names.ts';
import type { Channel } from '../../channel/channel.ts';
import {
  type BridgeSnapshot,
  bridgeDestroyed,
  bridgeEntered,
  bridgeLeft,
  channelCreated,
  channelHungUp,
  channelStateChanged,
  dialBegun,
  dialEnded,
} from '../../channel/events.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import type { ChannelTable } from '../../channel/table.ts';
import type { CelEvent, CelKind } from './event.ts';
import type { CelSettings } from './settings.ts';
import { followTransfers } from './transfers.ts';

/** What the engine needs. */
export interface CelEngineHouse {
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly channels: ChannelTable;
  readonly settings: () => CelSettings;
  readonly post: (event: CelEvent) => void;
}

/** What is known of a channel under way. */
interface Followed {
  readonly channel: Channel;
  readonly onStep: () => void;
  linkedId: string;
  answered: boolean;
  /** How its dialling ended: an answer counts before all else, then what came first. */
  dialStatus: string;
  /** A Dial() has made it. */
  dialled: boolean;
  /** It has run dialplan: at its end it shows what stood there before. */
  walked: boolean;
  /** The application under way, as it was told. */
  app: { readonly name: string; readonly snapshot: ChannelSnapshot } | undefined;
}

/** Follows channels and tells what happens on them. Close it to have it forget them. */
export class CelEngine {
  readonly #house: CelEngineHouse;
  readonly #followed = new SlotMap<string, Followed>();
  readonly #linked = new Map<string, number>();
  /** Who is in a bridge, in the order of their coming. */
  readonly #members = new Map<string, string[]>();
  readonly #stops: ReadonlyArray<() => void>;

  constructor(house: CelEngineHouse) {
    this.#house = house;
    const { bus } = house;
    this.#stops = [
      bus.on(channelCreated, (snapshot) => this.#start(snapshot)),
      bus.on(channelStateChanged, (snapshot) => {
        const one = this.#followed.get(snapshot.uniqueId);
        if (!one || one.answered || snapshot.state !== 'Up') return;
        one.answered = true;
        this.#tell('ANSWER', one, snapshot);
      }),
      bus.on(dialBegun, ({ caller, callee }) => {
        const one = caller && this.#followed.get(callee.uniqueId);
        if (one) one.dialled = true;
      }),
      bus.on(dialEnded, ({ caller, status }) => {
        const one = caller && this.#followed.get(caller.uniqueId);
        if (one && (one.dialStatus === '' || status === 'ANSWER')) one.dialStatus = status;
      }),
      bus.on(bridgeEntered, ({ bridge, channel }) => {
        const others = this.#members.get(bridge.id) ?? [];
        this.#members.set(bridge.id, [...others, channel.name]);
        this.#bridged('BRIDGE_ENTER', bridge, channel, others);
      }),
      bus.on(bridgeLeft, ({ bridge, channel }) => {
        const others = (this.#members.get(bridge.id) ?? []).filter((name) => name !== channel.name);
        this.#members.set(bridge.id, others);
        this.#bridged('BRIDGE_EXIT', bridge, channel, others);
      }),
      bus.on(bridgeDestroyed, ({ id }) => void this.#members.delete(id)),
      ...followTransfers(bus, (kind, channel, extra) => this.#extra(kind, channel, extra)),
      bus.on(channelHungUp, ({ channel }) => this.#end(channel)),
    ];
  }

  /** An event of the dialplan's own. */
  user(channel: Channel, name: string, extra: string): void {
    const one = this.#followed.get(channel.uniqueId);
    if (one) this.#tell('USER_DEFINED', one, channel.snapshot(), { userName: name, extra: JSON.stringify({ extra }) });
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const { channel, onStep } of this.#followed.values()) channel.steps.remove(onStep);
    this.#followed.clear();
    this.#linked.clear();
    this.#members.clear();
  }

  #start(snapshot: ChannelSnapshot): void {
    const channel = this.#house.channels.find(snapshot.uniqueId);
    if (!channel || !this.#house.settings().enabled) return;
    const { linkedId } = snapshot;
    const one: Followed = {
      channel,
      linkedId,
      answered: channel.isUp,
      dialStatus: '',
      dialled: false,
      walked: false,
      app: undefined,
      onStep: () => this.#step(one),
    };
    channel.steps.add(one.onStep);
    this.#followed.set(channel.uniqueId, one);
    this.#linked.set(linkedId, (this.#linked.get(linkedId) ?? 0) + 1);
    this.#tell('CHAN_START', one, { ...snapshot, application: '', applicationData: '' });
  }

  /** Another application: only its name counts, as in Asterisk. */
  #step(one: Followed): void {
    const { channel } = one;
    if (channel.dialplan) one.walked = true;
    const { application: name } = channel.position;
    if (one.app?.name === name) {
      one.app = { name, snapshot: channel.snapshot() };
      return;
    }
    this.#endApp(one);
    const { apps, allApps } = this.#house.settings();
    const wanted = allApps || apps.has(name.toLowerCase());
    const snapshot = channel.snapshot();
    one.app = { name, snapshot };
    if (wanted) this.#tell('APP_START', one, snapshot);
  }

  #endApp(one: Followed): void {
    const { app, channel } = one;
    one.app = undefined;
    if (!app) return;
    const { apps, allApps } = this.#house.settings();
    if (!allApps && !apps.has(app.name.toLowerCase())) return;
    const { context, exten, priority, application, applicationData } = app.snapshot;
    this.#tell('APP_END', one, { ...channel.snapshot(), context, exten, priority, application, applicationData });
  }

  #bridged(kind: CelKind, bridge: BridgeSnapshot, channel: ChannelSnapshot, others: readonly string[]): void {
    const one = this.#followed.get(channel.uniqueId);
    if (!one) return;
    const technology = bridgeTechnology(bridge.kind);
    const extra = JSON.stringify({ bridge_id: bridge.id, bridge_technology: technology });
    this.#tell(kind, one, channel, { peer: others.join(','), extra });
    if (one.app) one.app = { name: one.app.name, snapshot: channel };
  }

  #extra(kind: CelKind, channel: ChannelSnapshot, extra: Readonly<Record<string, string>>): void {
    const one = this.#followed.get(channel.uniqueId);
    if (one) this.#tell(kind, one, channel, { extra: JSON.stringify(extra) });
  }

  #end(snapshot: ChannelSnapshot): void {
    const one = this.#followed.get(snapshot.uniqueId);
    if (!one) return;
    const { channel } = one;
    this.#followed.delete(snapshot.uniqueId);
    one.channel.steps.remove(one.onStep);
    const hungUpHere = one.app?.name === 'Hangup';
    this.#endApp(one);
    const outer = channel.originated ? 'AppDial2' : one.dialled ? 'AppDial' : '';
    const outerData = outer === '' ? '' : '(Outgoing Line)';
    const last = one.walked ? { ...snapshot, application: outer, applicationData: outerData } : snapshot;
    const extra = JSON.stringify({
      hangupcause: channel.toldCause,
      hangupsource: hungUpHere ? 'dialplan/builtin' : '',
      dialstatus: one.dialStatus,
    });
    this.#tell('HANGUP', one, last, { extra });
    this.#tell('CHAN_END', one, last);
    this.#unlink(one, last);
  }

  /** The last channel of those that belong together is gone. */
  #unlink(one: Followed, last: ChannelSnapshot): void {
    const left = (this.#linked.get(one.linkedId) ?? 1) - 1;
    if (left > 0) {
      this.#linked.set(one.linkedId, left);
      return;
    }
    this.#linked.delete(one.linkedId);
    this.#tell('LINKEDID_END', one, last);
  }

  #tell(
    kind: CelKind,
    { channel }: Followed,
    snapshot: ChannelSnapshot,
    more: { readonly userName?: string; readonly peer?: string; readonly extra?: string } = {},
  ): void {
    const { settings, clock, post } = this.#house;
    const { enabled, kinds } = settings();
    if (!enabled || !kinds.has(kind)) return;
    post({
      kind,
      userName: more.userName ?? '',
      timeMs: clock.now(),
      channel: snapshot,
      ani: channel.parties.ani ?? '',
      rdnis: channel.parties.redirecting.number ?? '',
      amaFlags: channel.settings.amaFlags,
      userField: channel.settings.userField,
      peerAccount: channel.settings.peerAccount,
      peer: more.peer ?? '',
      extra: more.extra ?? '',
    });
  }
}
