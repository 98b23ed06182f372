import type { ChannelDriver } from '../channel/driver.ts';

/** Declares a channel driver; a driver's module hands it to the technologies port. */
export function defineChannelDriver(driver: ChannelDriver): ChannelDriver {
  return driver;
}
