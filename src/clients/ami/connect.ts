import { systemClock } from '../../base/clock.ts';
import { systemNetwork } from '../../net/node-network.ts';
import { AmiClient, type AmiClientHouse, type AmiClientOptions } from './client.ts';

/**
 * Connects to the manager interface of Asterism or Asterisk, over this machine's network, and stays connected until the client is
 * closed: by `close()`, or by `using`. Returns at once; `whenUp()` resolves when the login is done.
 */
export function connectAmi(
  options: AmiClientOptions & { readonly log?: NonNullable<AmiClientHouse['log']> },
): AmiClient {
  const { log } = options;
  const client = new AmiClient({ network: systemNetwork, clock: systemClock, ...(log && { log }) }, options);
  client.start();
  return client;
}
