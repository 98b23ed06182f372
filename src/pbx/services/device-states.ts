import type { EventBus } from '../../base/event-bus.ts';
import type { DeviceState } from '../../channel/state.ts';
import { type DeviceStateProvider, type DeviceStates, deviceStateChanged } from '../ports/device-states.ts';
import type { Technologies } from '../ports/technologies.ts';

/** Device states from channel drivers and from providers of other prefixes. */
export function createDeviceStates(bus: EventBus, technologies: Technologies): DeviceStates {
  const providers = new Map<string, DeviceStateProvider>();
  const known = new Map<string, DeviceState>();
  const one = (device: string): DeviceState => {
    const colon = device.indexOf(':');
    const slash = device.indexOf('/');
    if (colon > 0 && (slash < 0 || colon < slash)) {
      return providers.get(device.slice(0, colon).toLowerCase())?.state(device.slice(colon + 1)) ?? 'INVALID';
    }
    return technologies.deviceState(device) ?? 'INVALID';
  };
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
      const now = state ?? states.state(device);
      known.set(device, now);
      bus.publish(deviceStateChanged, { device, state: now });
    },
    known: () => [...known].map(([device, state]) => ({ device, state })),
  };
  return states;
}

/**
 * Several devices as one, as a hint over them shows it: ringing and in use win over idle, busy only where none is free.
 * Observed of Asterisk 16: `NOT_INUSE&INUSE` is INUSE, `RINGING&INUSE` RINGINUSE, all unavailable UNAVAILABLE.
 */
export function combineStates(states: readonly DeviceState[]): DeviceState {
  const has = (state: DeviceState): boolean => states.includes(state);
  const all = (state: DeviceState): boolean => states.length > 0 && states.every((one) => one === state);
  if (states.length === 0) return 'INVALID';
  if (has('RINGINUSE') || (has('RINGING') && (has('INUSE') || has('BUSY') || has('ONHOLD')))) return 'RINGINUSE';
  if (has('RINGING')) return 'RINGING';
  if (all('ONHOLD')) return 'ONHOLD';
  if (has('INUSE') || has('ONHOLD')) return 'INUSE';
  if (has('BUSY')) return has('NOT_INUSE') ? 'INUSE' : 'BUSY';
  if (has('NOT_INUSE')) return 'NOT_INUSE';
  if (has('UNAVAILABLE')) return 'UNAVAILABLE';
  if (all('INVALID')) return 'INVALID';
  return 'UNKNOWN';
}
