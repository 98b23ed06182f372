import type { PortFinder } from '../../base/port.ts';
import { DEVICE_STATES, type DeviceState } from '../../channel/state.ts';
import { databasePort } from '../../pbx/ports/database.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';

/** Where the states of custom devices lie in the database. */
export const FAMILY = 'CustomDevstate';

/** The state of that name that can be set, without regard to case; undefined if there is none. @see observed: Asterisk 16 sets none to UNKNOWN */
export function parseDeviceState(text: string): DeviceState | undefined {
  return DEVICE_STATES.find((state) => state !== 'UNKNOWN' && state === text.trim().toUpperCase());
}

/** The name behind `Custom:`; undefined for devices of another kind. */
export function customName(device: string): string | undefined {
  return /^custom:/i.test(device) ? device.slice('Custom:'.length) : undefined;
}

/** The state that was set last; UNKNOWN before that. */
export function readCustomState(ports: PortFinder, name: string): DeviceState {
  return parseDeviceState(ports.use(databasePort).get(FAMILY, name) ?? '') ?? 'UNKNOWN';
}

/** Sets the state of a custom device and tells everybody. */
export function setCustomState(ports: PortFinder, name: string, state: DeviceState): void {
  ports.use(databasePort).put(FAMILY, name, state);
  ports.use(deviceStatesPort).changed(`Custom:${name}`, state);
}
