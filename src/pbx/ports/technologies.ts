import { definePort } from '../../base/port.ts';
import type { ChannelDriver, ChannelRequest, RequestResult } from '../../channel/driver.ts';
import type { DeviceState } from '../../channel/state.ts';

/** The channel drivers that are loaded. */
export interface Technologies {
  /** Adds a driver; the returned function takes it out. */
  add(driver: ChannelDriver): () => void;
  /** Asks the driver of `TECH` for a channel to `TECH/resource`. An unknown technology fails with cause 66. */
  request(dialString: string, request: Omit<ChannelRequest, 'resource'>): RequestResult;
  list(): readonly ChannelDriver[];
  /** The state that the device's driver tells; undefined for an unknown technology. */
  deviceState(device: string): DeviceState | undefined;
}

/** @see Technologies */
export const technologiesPort = definePort<Technologies>('technologies');
