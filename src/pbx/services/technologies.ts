import { cause, causeText } from '../../channel/cause.ts';
import type { ChannelDriver } from '../../channel/driver.ts';
import type { Technologies } from '../ports/technologies.ts';

/**
 * The table of channel drivers.
 * Deviation: while a graceful stop waits, calls that are up may still place further legs; Asterisk lets those fail too.
 * @param refusal why no new calls are taken at present.
 */
export function createTechnologies(refusal: () => string | undefined): Technologies {
  const drivers = new Map<string, ChannelDriver>();
  const parse = (device: string): { technology: string; resource: string } => {
    const slash = device.indexOf('/');
    return slash < 0
      ? { technology: device, resource: '' }
      : { technology: device.slice(0, slash), resource: device.slice(slash + 1) };
  };
  return {
    add(driver) {
      for (const name of driver.technologies) drivers.set(name.toLowerCase(), driver);
      return () => {
        for (const [name, known] of drivers) if (known === driver) drivers.delete(name);
      };
    },
    request(dialString, request) {
      const { technology, resource } = parse(dialString);
      const driver = drivers.get(technology.toLowerCase());
      if (!driver)
        return { ok: false, cause: cause.channelNotImplemented, reason: causeText(cause.channelNotImplemented) };
      const reason = request.requestor ? undefined : refusal();
      if (reason !== undefined) return { ok: false, cause: cause.switchCongestion, reason };
      return driver.request(technology, { ...request, resource });
    },
    list: () => [...new Set(drivers.values())],
    deviceState(device) {
      const { technology, resource } = parse(device);
      return drivers.get(technology.toLowerCase())?.deviceState?.(technology, resource);
    },
  };
}
