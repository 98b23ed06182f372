import { SlotMap } from '../../base/slot-map.ts';
import type { DeviceState } from '../../channel/state.ts';
import type { DeviceStates } from '../../pbx/ports/device-states.ts';
import type { SipLeg } from './call/sip-leg.ts';
import type { Dialect, Endpoint } from './config/endpoint.ts';

/** One leg, and what it counts for. */
interface Counted {
  readonly leg: SipLeg;
  ringing: boolean;
  held: boolean;
}

/** The legs of one endpoint, counted as they change: a trunk has hundreds, and each change of one asks for the state of all. */
class EndpointCalls {
  readonly legs = new SlotMap<string, Counted>();
  ringing = 0;
  held = 0;

  add(leg: SipLeg): void {
    this.legs.set(leg.channel.uniqueId, { leg, ringing: false, held: false });
    this.update(leg);
  }

  update(leg: SipLeg): void {
    const counted = this.legs.get(leg.channel.uniqueId);
    if (counted) this.#count(counted, leg.ringing, leg.held);
  }

  /** @returns whether it was there. */
  remove(leg: SipLeg): boolean {
    const counted = this.legs.get(leg.channel.uniqueId);
    if (!counted) return false;
    this.#count(counted, false, false);
    return this.legs.delete(leg.channel.uniqueId);
  }

  #count(counted: Counted, ringing: boolean, held: boolean): void {
    this.ringing += Number(ringing) - Number(counted.ringing);
    this.held += Number(held) - Number(counted.held);
    counted.ringing = ringing;
    counted.held = held;
  }
}

/** The legs that are up, by endpoint, and what they make of its state. */
export class CallBoard {
  readonly #calls = new SlotMap<string, EndpointCalls>();
  readonly #states: DeviceStates;
  #count = 0;

  constructor(states: DeviceStates) {
    this.#states = states;
  }

  /** How many legs there are. */
  get count(): number {
    return this.#count;
  }

  /** All legs, oldest first within an endpoint. */
  list(): SipLeg[] {
    return this.#calls.values().flatMap(legsIn);
  }

  /** The legs that belong to a technology: channels named after it, and calls with endpoints of its file. */
  legsOfTechnology(dialect: Dialect): SipLeg[] {
    return this.list().filter((leg) => leg.endpoint.dialect === dialect || leg.channel.technology === dialect);
  }

  /** The legs of an endpoint, oldest first. */
  legsOf(endpoint: Endpoint): SipLeg[] {
    const calls = this.#calls.get(endpoint.name);
    return calls ? legsIn(calls) : [];
  }

  /** How many legs an endpoint has. */
  countOf(endpoint: Endpoint): number {
    return this.#calls.get(endpoint.name)?.legs.size ?? 0;
  }

  add(leg: SipLeg): void {
    const { name } = leg.endpoint;
    let calls = this.#calls.get(name);
    if (!calls) this.#calls.set(name, (calls = new EndpointCalls()));
    calls.add(leg);
    this.#count++;
    this.tell(leg.endpoint);
  }

  legChanged(leg: SipLeg): void {
    this.#calls.get(leg.endpoint.name)?.update(leg);
    this.tell(leg.endpoint);
  }

  legEnded(leg: SipLeg): void {
    const calls = this.#calls.get(leg.endpoint.name);
    if (!calls?.remove(leg)) return;
    this.#count--;
    if (calls.legs.size === 0) this.#calls.delete(leg.endpoint.name);
    this.tell(leg.endpoint);
  }

  /** Tells those who watch that an endpoint's state may have changed; it has a state under both technologies. */
  tell(endpoint: Endpoint): void {
    if (endpoint.name === '') return;
    this.#states.changed(`${endpoint.dialect}/${endpoint.name}`);
    this.#states.changed(`${endpoint.dialect === 'SIP' ? 'PJSIP' : 'SIP'}/${endpoint.name}`);
  }

  /**
   * What an endpoint is doing.
   * Deviation: calls are counted whether or not `callcounter` or `call-limit` is set; without them Asterisk's old driver
   * shows every registered phone as idle.
   */
  state(endpoint: Endpoint, reachable: () => boolean): DeviceState {
    const calls = this.#calls.get(endpoint.name);
    if (!calls || calls.legs.size === 0) return reachable() ? 'NOT_INUSE' : 'UNAVAILABLE';
    const { ringing, held } = calls;
    const { size } = calls.legs;
    if (ringing > 0) return ringing === size ? 'RINGING' : 'RINGINUSE';
    if (held === size) return 'ONHOLD';
    const { busyLevel, callLimit } = endpoint;
    if ((busyLevel > 0 && size >= busyLevel) || (callLimit > 0 && size >= callLimit)) return 'BUSY';
    return 'INUSE';
  }
}

function legsIn({ legs }: EndpointCalls): SipLeg[] {
  return legs.values().map(({ leg }) => leg);
}
