import type { EventBus } from '../../base/event-bus.ts';
import type { DeviceState } from '../../channel/state.ts';
import {
  type DeviceStateChange,
  type DeviceStateProvider,
  type DeviceStates,
  deviceStateChanged,
} from '../ports/device-states.ts';
import type { Technologies } from '../ports/technologies.ts';

/** The states of at most so many devices of other servers are kept, and of so many servers for one device. */
const MOST_ELSEWHERE = 10_000;
const MOST_SERVERS = 100;

/** Device states from channel drivers and from providers of other prefixes. */
export function createDeviceStates(bus: EventBus, technologies: Technologies): DeviceStates {
  const providers = new Map<string, DeviceStateProvider>();
  /** Undefined where nobody listened when it changed last. */
  const known = new Map<string, DeviceStateChange | undefined>();
  /** By device, then by server. */
  const elsewhere = new Map<string, Map<string, DeviceState>>();
  const here = (device: string): DeviceState => {
    const colon = device.indexOf(':');
    const slash = device.indexOf('/');
    if (colon > 0 && (slash < 0 || colon < slash)) {
      return providers.get(device.slice(0, colon).toLowerCase())?.state(device.slice(colon + 1)) ?? 'INVALID';
    }
    return technologies.deviceState(device) ?? 'INVALID';
  };
  const together = (device: string, own: DeviceState): DeviceState => {
    const others = elsewhere.get(device);
    return others ? combineStates([...(own === 'INVALID' ? [] : [own]), ...others.values()]) : own;
  };
  const one = (device: string): DeviceState => together(device, here(device));
  const changeOf = (device: string, state?: DeviceState): DeviceStateChange => {
    const own = state ?? (device.includes('&') ? states.state(device) : here(device));
    return { device, state: together(device, own), own };
  };
  /** What is known of a device, worked out now where nobody listened when it changed. */
  const latest = (device: string): DeviceStateChange | undefined =>
    known.get(device) ?? (known.has(device) ? changeOf(device) : undefined);
  const states: DeviceStates = {
    provide(provider) {
      const prefix = provider.prefix.toLowerCase();
      providers.set(prefix, provider);
      return () => {
        if (providers.get(prefix) === provider) providers.delete(prefix);
      };
    },
    state(device) {
      if (!device.includes('&')) return one(device);
      const names = device.split('&').filter((name) => name !== '');
      return combineStates(names.map(one));
    },
    changed(device, state) {
      if (state === undefined && bus.listenerCount(deviceStateChanged) === 0) {
        known.set(device, undefined);
        return;
      }
      const change = changeOf(device, state);
      known.set(device, change);
      bus.publish(deviceStateChanged, change);
    },
    changedElsewhere(device, server, state) {
      const others = elsewhere.get(device) ?? new Map<string, DeviceState>();
      if (others.get(server) === state) return;
      if (others.size === 0 ? elsewhere.size >= MOST_ELSEWHERE : others.size >= MOST_SERVERS && !others.has(server))
        return;
      if (state === undefined) others.delete(server);
      else others.set(server, state);
      if (others.size === 0) elsewhere.delete(device);
      else elsewhere.set(device, others);
      const change = { device, state: one(device) };
      known.set(device, { ...change, own: latest(device)?.own });
      bus.publish(deviceStateChanged, change);
    },
    known: () => [...known.keys()].flatMap((device) => latest(device) ?? []),
  };
  return states;
}

/**
 * Several devices as one, as a hint over them shows it: ringing before busy, in use, on hold and idle.
 * @see observed: Asterisk 16, all pairs
 */
export function combineStates(states: readonly DeviceState[]): DeviceState {
  const has = (state: DeviceState): boolean => states.includes(state);
  const all = (state: DeviceState): boolean => states.length > 0 && states.every((one) => one === state);
  if (states.length === 0) return 'INVALID';
  if (has('RINGINUSE') || (has('RINGING') && (has('INUSE') || has('BUSY') || has('ONHOLD')))) return 'RINGINUSE';
  if (has('RINGING')) return 'RINGING';
  for (const state of ['BUSY', 'INUSE', 'ONHOLD', 'NOT_INUSE', 'UNAVAILABLE'] as const) if (has(state)) return state;
  if (all('INVALID')) return 'INVALID';
  return 'UNKNOWN';
}
