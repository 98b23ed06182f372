import type { DeviceStateProvider } from '../pbx/ports/device-states.ts';

/** Declares who answers for devices of one prefix; a module hands it to the device-states port. */
export function defineDeviceStateProvider(provider: DeviceStateProvider): DeviceStateProvider {
  return provider;
}
