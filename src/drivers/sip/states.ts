import type { EventBus } from '../../base/event-bus.ts';
import type { DeviceState } from '../../channel/state.ts';
import { type DeviceStates, deviceStateChanged } from '../../pbx/ports/device-states.ts';
import type { SipLeg } from './call/sip-leg.ts';
import type { Dialect, Endpoint } from './config/endpoint.ts';

/** The legs that are up, by endpoint, and what they make of its state. */
export class CallBoard {
  readonly #legs = new Map<string, Set<SipLeg>>();
  readonly #states: DeviceStates;
  readonly #bus: EventBus;
  #count = 0;

  constructor(states: DeviceStates, bus: EventBus) {
    this.#states = states;
    this.#bus = bus;
  }

  /** How many legs there are. */
  get count(): number {
    return this.#count;
  }

  /** All legs, oldest first within an endpoint. */
  list(): SipLeg[] {
    return [...this.#legs.values()].flatMap((legs) => [...legs]);
  }

  /** The legs that belong to a technology: channels named after it, and calls with endpoints of its file. */
  legsOfTechnology(dialect: Dialect): SipLeg[] {
    return this.list().filter((leg) => leg.endpoint.dialect === dialect || leg.channel.technology === dialect);
  }

  /** The legs of an endpoint. */
  legsOf(endpoint: Endpoint): ReadonlySet<SipLeg> {
    return this.#legs.get(endpoint.name) ?? new Set();
  }

  add(leg: SipLeg): void {
    const { name } = leg.endpoint;
    const legs = this.#legs.get(name);
    if (legs) legs.add(leg);
    else this.#legs.set(name, new Set([leg]));
    this.#count++;
    this.tell(leg.endpoint);
  }

  legChanged(leg: SipLeg): void {
    this.tell(leg.endpoint);
  }

  legEnded(leg: SipLeg): void {
    const legs = this.#legs.get(leg.endpoint.name);
    if (!legs?.delete(leg)) return;
    this.#count--;
    if (legs.size === 0) this.#legs.delete(leg.endpoint.name);
    this.tell(leg.endpoint);
  }

  /** Tells those who watch that an endpoint's state may have changed; it has a state under both technologies. */
  tell(endpoint: Endpoint): void {
    if (endpoint.name === '' || this.#bus.listenerCount(deviceStateChanged) === 0) return;
    this.#states.changed(`${endpoint.dialect}/${endpoint.name}`);
    this.#states.changed(`${endpoint.dialect === 'SIP' ? 'PJSIP' : 'SIP'}/${endpoint.name}`);
  }

  /**
   * What an endpoint is doing.
   * Deviation: calls are counted whether or not `callcounter` or `call-limit` is set; without them Asterisk's old driver
   * shows every registered phone as idle.
   */
  state(endpoint: Endpoint, reachable: () => boolean): DeviceState {
    const legs = this.#legs.get(endpoint.name);
    if (!legs || legs.size === 0) return reachable() ? 'NOT_INUSE' : 'UNAVAILABLE';
    let ringing = 0;
    let held = 0;
    for (const leg of legs) {
      if (leg.ringing) ringing++;
      if (leg.held) held++;
    }
    if (ringing > 0) return ringing === legs.size ? 'RINGING' : 'RINGINUSE';
    if (held === legs.size) return 'ONHOLD';
    const { busyLevel, callLimit } = endpoint;
    if ((busyLevel > 0 && legs.size >= busyLevel) || (callLimit > 0 && legs.size >= callLimit)) return 'BUSY';
    return 'INUSE';
  }
}
