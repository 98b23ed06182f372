import type { Clock, Timer } from '../../../base/clock.ts';
import { minutes } from '../../../base/duration.ts';
import type { Closable } from '../../../base/scope.ts';
import { isIpAddress } from '../../../net/address.ts';
import type { Network } from '../../../net/network.ts';

/** How long a look-up is believed. */
const FRESH_MS = minutes(5);

/** The addresses of the host names that the configuration mentions, looked up now and then, answered at once. Its owner closes it. */
export class HostTable implements Closable {
  readonly #network: Network;
  readonly #clock: Clock;
  readonly #addresses = new Map<string, readonly string[]>();
  #timer: Timer | undefined;

  constructor(network: Network, clock: Clock) {
    this.#network = network;
    this.#clock = clock;
  }

  /** Replaces the names that are watched. Resolves when each has been looked up once. */
  async watch(names: Iterable<string>): Promise<void> {
    const wanted = new Set([...names].filter((name) => name !== '' && !isIpAddress(name)));
    for (const known of this.#addresses.keys()) if (!wanted.has(known)) this.#addresses.delete(known);
    for (const name of wanted) if (!this.#addresses.has(name)) this.#addresses.set(name, []);
    this.#timer?.cancel();
    if (wanted.size > 0) this.#timer = this.#clock.every(FRESH_MS, () => void this.#refresh());
    await this.#refresh();
  }

  /** What a name or address stands for; empty if that is not known. */
  addressesOf(host: string): readonly string[] {
    return isIpAddress(host) ? [host] : (this.#addresses.get(host) ?? []);
  }

  close(): void {
    this.#timer?.cancel();
  }

  async #refresh(): Promise<void> {
    await Promise.all(
      [...this.#addresses.keys()].map(async (name) => {
        const found = await this.#network.resolveHost(name);
        // A name server that is away for a moment does not make a trunk unknown.
        if (found.length > 0 && this.#addresses.has(name)) this.#addresses.set(name, found);
      }),
    );
  }
}
