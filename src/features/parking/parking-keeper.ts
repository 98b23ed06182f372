import type { Clock } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';
import type { EventBus, Topic } from '../../base/event-bus.ts';
import type { Logger } from '../../base/log.ts';
import type { PortFinder } from '../../base/port.ts';
import { nextBridgeId } from '../../channel/bridge/bridge-id.ts';
import { cause } from '../../channel/cause.ts';
import type { Channel } from '../../channel/channel.ts';
import { type BridgeSnapshot, bridgeCreated, bridgeEntered, bridgeLeft } from '../../channel/events.ts';
import type { DialplanTarget } from '../../channel/position.ts';
import { showIndication, stopTone } from '../../channel/prompt/background-tone.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import {
  type GeneratedContext,
  type GeneratedExtension,
  generatedDialplanPort,
} from '../../pbx/ports/generated-dialplan.ts';
import { musicPort } from '../../pbx/ports/music.ts';
import {
  callParked,
  type ParkedSnapshot,
  parkedCallSwapped,
  parkingGivenUp,
  parkingTimedOut,
} from '../../pbx/ports/parked-calls.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';
import { extensionsOf, type LotSettings } from './lot-settings.ts';
import type { ParkedCall, ParkedEnd } from './parked-call.ts';

/** What parking needs of its house. */
export interface ParkingHouse {
  readonly ports: PortFinder;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Who is to be parked, and how. */
export interface ParkRequest extends Omit<ParkedCall, 'space' | 'parkedMs' | 'timer' | 'ended'> {
  /** A space that is wanted; the next free one after it is taken. */
  readonly wanted?: number | undefined;
  readonly random: boolean;
  /** When it began to be parked, where another channel was there for it; now. */
  readonly parkedMs?: Ms;
}

/** A lot and who is parked there. */
export interface Lot {
  settings: LotSettings;
  /** By space. */
  readonly calls: Map<number, ParkedCall>;
  /** Spaces that are kept for who is about to take the place of a parked call. */
  readonly kept: Set<number>;
  readonly bridge: BridgeSnapshot;
  /** The bridge has been told of: with the first call. */
  opened: boolean;
  /** Where to look for a free space with `findslot = next`. */
  next: number;
}

/** So many extensions that call somebody back are kept. */
const COMEBACK_LIMIT = 1000;
const COMEBACK_CONTEXT = 'park-dial';

/** Keeps the lots, and the calls that are parked in them. */
export class ParkingKeeper {
  readonly house: ParkingHouse;
  readonly #lots = new Map<string, Lot>();
  readonly #comebacks = new Map<string, GeneratedExtension>();
  /** Whether Park() may make lots. */
  mayMakeLots = false;

  constructor(house: ParkingHouse) {
    this.house = house;
  }

  /** All lots, those that Park() has made included, in the order of their making. */
  get lots(): readonly Lot[] {
    return [...this.#lots.values()];
  }

  find(name: string): Lot | undefined {
    return this.#lots.get(name);
  }

  /** What the file says now. A lot that it no longer has stays as long as somebody is parked there. */
  replace(settings: ReadonlyMap<string, LotSettings>): void {
    for (const [name, lot] of this.#lots)
      if (!settings.has(name) && !lot.settings.dynamic && lot.calls.size === 0) this.#lots.delete(name);
    for (const one of settings.values()) this.#set(one);
    this.#publishExtensions();
  }

  /** Adds a lot, or sets one up anew. */
  add(settings: LotSettings): Lot {
    const lot = this.#set(settings);
    this.#publishExtensions();
    return lot;
  }

  /** Takes the extensions of all lots out of the dialplan; parked calls are let go. */
  close(): void {
    for (const lot of this.lots)
      for (const call of [...lot.calls.values()]) call.channel.requestHangup(cause.normalClearing);
    this.house.ports.use(generatedDialplanPort).put('res_parking', []);
  }

  /** Parks a call; undefined where every space is taken. */
  park(lot: Lot, request: ParkRequest, told: Topic<ParkedSnapshot> = callParked): ParkedCall | undefined {
    const { bus, clock, log } = this.house;
    const space = freeSpace(lot, request);
    if (space === undefined) return undefined;
    lot.next = space + 1 > lot.settings.lastSpace ? lot.settings.firstSpace : space + 1;
    const call: ParkedCall = {
      ...request,
      space,
      parkedMs: request.parkedMs ?? clock.now(),
      timer: undefined,
      ended: Promise.withResolvers<ParkedEnd>(),
    };
    lot.calls.set(space, call);
    const { channel, holding } = call;
    log.verbose(3, `Parking '${channel.name}' in '${lot.settings.name}' at space ${space}`);
    bus.publish(told, this.snapshot(lot, call));
    if (!lot.opened) bus.publish(bridgeCreated, lot.bridge);
    lot.opened = true;
    channel.bridgeId = lot.bridge.id;
    channel.touch();
    log.verbose(3, `Channel ${channel.name} joined 'holding_bridge' parking-bridge <${lot.bridge.id}>`);
    bus.publish(bridgeEntered, { bridge: this.#bridge(lot), channel: channel.snapshot() });
    this.#changed(lot, space);
    const leftMs = call.timeoutMs - (clock.now() - call.parkedMs);
    if (call.timeoutMs > 0) call.timer = clock.after(leftMs, () => this.#timeOver(lot, call));
    const leaves = (): void => {
      if (lot.calls.get(space) === call) bus.publish(parkingGivenUp, this.snapshot(lot, call));
      this.remove(lot, call, { kind: 'gone' });
      if (holding.kind === 'rests') holding.out.over();
      else if (holding.kind === 'owned' && !channel.dialplan) channel.release(cause.normalClearing);
    };
    if (holding.kind === 'rests') holding.out.onPeerGone(leaves);
    else {
      const stop = channel.listen({ onHangup: leaves });
      void call.ended.promise.then(stop);
    }
    return call;
  }

  /** Keeps the space of a call for who is about to take its place; the call is parked no more. */
  keepFor(lot: Lot, former: ParkedCall, successor: Channel): void {
    if (lot.calls.get(former.space) !== former) return;
    lot.kept.add(former.space);
    successor.listen({ onHangup: () => lot.kept.delete(former.space) });
    this.remove(lot, former, { kind: 'gone' });
  }

  /** Puts a channel that runs Park() on the space that was kept for it; undefined where it is not any more. */
  succeed(lot: Lot, former: ParkedCall, channel: Channel): ParkedCall | undefined {
    if (!lot.kept.delete(former.space)) return undefined;
    return this.park(lot, { ...former, channel, wanted: former.space, random: false }, parkedCallSwapped);
  }

  /** What a parked call hears. */
  entertain(lot: Lot, { channel, ringing }: ParkedCall): void {
    const { ports } = this.house;
    if (ringing) showIndication(channel, 'ringing', ports.has(tonesPort) ? ports.use(tonesPort) : undefined);
    else if (ports.has(musicPort)) ports.use(musicPort).start(channel, { wanted: lot.settings.musicClass });
  }

  /** A call that has come from a bridge is there alone now, if it has not been fetched. */
  settle(lot: Lot, call: ParkedCall): void {
    if (lot.calls.get(call.space) !== call) return;
    call.channel.bridgeId = lot.bridge.id;
    call.channel.touch();
    this.entertain(lot, call);
  }

  /** The call on a space, or of the lowest that is taken. */
  parkedAt(lot: Lot, space: number | undefined): ParkedCall | undefined {
    if (space !== undefined) return lot.calls.get(space);
    return [...lot.calls.values()].sort((a, b) => a.space - b.space)[0];
  }

  /** Takes a call from its space and says why; false if it was gone already. */
  remove(lot: Lot, call: ParkedCall, why: ParkedEnd): boolean {
    if (lot.calls.get(call.space) !== call) return false;
    const { ports, bus, log } = this.house;
    const { channel } = call;
    lot.calls.delete(call.space);
    call.timer?.cancel();
    if (call.holding.kind === 'owned') call.holding.leave();
    if (call.ringing) stopTone(channel);
    else if (ports.has(musicPort)) ports.use(musicPort).stop(channel);
    channel.hangupCause ||= cause.normalClearing;
    channel.bridgeId = undefined;
    channel.touch();
    log.verbose(3, `Channel ${channel.name} left 'holding_bridge' parking-bridge <${lot.bridge.id}>`);
    bus.publish(bridgeLeft, { bridge: this.#bridge(lot), channel: channel.snapshot() });
    this.#changed(lot, call.space);
    call.ended.resolve(why);
    if (lot.settings.dynamic && lot.calls.size === 0 && lot.kept.size === 0) {
      this.#lots.delete(lot.settings.name);
      this.#publishExtensions();
    }
    return true;
  }

  /** Whether somebody is parked at `701@context`. */
  isTaken(place: string): boolean {
    const at = place.indexOf('@');
    const space = Number(place.slice(0, at));
    const context = place.slice(at + 1);
    return this.lots.some(
      ({ settings, calls, kept }) => settings.context === context && (calls.has(space) || kept.has(space)),
    );
  }

  snapshot(lot: Lot, call: ParkedCall): ParkedSnapshot {
    const now = this.house.clock.now();
    const elapsedMs = now - call.parkedMs;
    return {
      parkee: call.channel.snapshot(),
      parkerDialString: call.parkerDialString,
      lot: lot.settings.name,
      space: call.space,
      timeout: call.timeoutMs > 0 ? Math.max(0, Math.round((call.timeoutMs - elapsedMs) / 1000)) : 0,
      duration: Math.round(elapsedMs / 1000),
    };
  }

  #set(settings: LotSettings): Lot {
    const known = this.#lots.get(settings.name);
    if (known) {
      known.settings = settings;
      return known;
    }
    const { clock } = this.house;
    const bridge = { id: nextBridgeId(clock), kind: 'parking', creator: 'Parking', name: settings.name, channels: 0 };
    const lot: Lot = { settings, calls: new Map(), kept: new Set(), bridge, opened: false, next: settings.firstSpace };
    this.#lots.set(settings.name, lot);
    return lot;
  }

  #bridge(lot: Lot): BridgeSnapshot {
    return {
      ...lot.bridge,
      channels: lot.calls.size,
    };
  }

  #changed(lot: Lot, space: number): void {
    this.house.ports.use(deviceStatesPort).changed(`park:${space}@${lot.settings.context}`);
  }

  /** The time of a call is over: it goes where it was to go then. */
  #timeOver(lot: Lot, call: ParkedCall): void {
    const { bus, ports } = this.house;
    const { channel, parkerDialString, holding } = call;
    const flat = parkerDialString.replaceAll('/', '_');
    const target = call.comeback ?? this.#comeback(lot, parkerDialString, flat);
    for (const [name, value] of [
      ['PARKING_SPACE', String(call.space)],
      ['PARKINGSLOT', String(call.space)],
      ['PARKEDLOT', lot.settings.name],
      ['PARKER', parkerDialString],
      ['PARKER_FLAT', flat],
    ] as const)
      channel.variables.set(name, value);
    const before = this.snapshot(lot, call);
    channel.position.moveTo(target);
    bus.publish(parkingTimedOut, { ...before, parkee: channel.snapshot() });
    this.remove(lot, call, { kind: 'sent', target });
    if (holding.kind === 'rests') channel.redirect(target);
    else if (holding.kind === 'owned') {
      if (channel.dialplan) channel.redirect(target);
      else void ports.use(dialplanPort).run(channel);
    }
  }

  #comeback({ settings }: Lot, dialString: string, flat: string): DialplanTarget {
    if (settings.comesBack) {
      this.#addComeback(settings, dialString, flat);
      return { context: COMEBACK_CONTEXT, exten: flat, priority: 1 };
    }
    const dialplan = this.house.ports.use(dialplanPort);
    const at = (context: string, exten: string): DialplanTarget => ({ context, exten, priority: 1 });
    const choices = [at(settings.comebackContext, flat), at(settings.comebackContext, 's')];
    return choices.find((one) => dialplan.exists(one)) ?? at('default', 's');
  }

  #addComeback(settings: LotSettings, dialString: string, exten: string): void {
    const options = [
      ['t', 'T', settings.transfers],
      ['k', 'K', settings.reparking],
      ['h', 'H', settings.hangup],
      ['x', 'X', settings.recording],
    ]
      .map(([caller, callee, who]) =>
        who === 'caller' ? caller : who === 'callee' ? callee : who === 'both' ? `${caller}${callee}` : '',
      )
      .join('');
    const data = `${dialString},${settings.comebackDialMs / 1000}${options && `,${options}`}`;
    if (this.#comebacks.get(exten)?.data === data) return;
    if (this.#comebacks.size >= COMEBACK_LIMIT) this.#comebacks.clear();
    this.#comebacks.set(exten, { exten, registrar: 'res_parking', application: 'Dial', data });
    this.#publishExtensions();
  }

  #publishExtensions(): void {
    const contexts = new Map<string, GeneratedContext & { extensions: GeneratedExtension[] }>();
    for (const { settings } of this.lots) {
      const { context: name } = settings;
      const registrar = settings.dynamic ? 'res_parking' : `res_parking/${settings.name}`;
      const known = contexts.get(name) ?? { name, registrar, extensions: [] };
      known.extensions.push(...extensionsOf(settings));
      if (settings.hasContext || known.extensions.length > 0) contexts.set(name, known);
    }
    if (this.#comebacks.size > 0)
      contexts.set(COMEBACK_CONTEXT, {
        name: COMEBACK_CONTEXT,
        registrar: 'res_parking',
        extensions: [...this.#comebacks.values()],
      });
    this.house.ports.use(generatedDialplanPort).put('res_parking', [...contexts.values()]);
  }
}

/** The wanted space or the next free one after it; without a wish the lowest, the one after the last, or any. */
function freeSpace({ settings, calls, kept, next }: Lot, { wanted, random }: ParkRequest): number | undefined {
  const { firstSpace, lastSpace, nextSpace } = settings;
  const count = lastSpace - firstSpace + 1;
  const within = (space: number): boolean => space >= firstSpace && space <= lastSpace;
  let from = nextSpace ? next : firstSpace;
  if (random) from = firstSpace + Math.floor(Math.random() * count);
  if (wanted !== undefined && within(wanted)) from = wanted;
  for (let step = 0; step < count; step++) {
    const space = firstSpace + ((from - firstSpace + step) % count);
    if (!calls.has(space) && !kept.has(space)) return space;
  }
  return undefined;
}
