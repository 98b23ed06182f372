import type {
  AddressMatch,
  Aor,
  Dialect,
  Endpoint,
  OutboundRegistration,
  ShownObject,
  SipSettings,
  SipSource,
  SipTransport,
} from './config/endpoint.ts';

/** The key of an address of record: both files may have one of the same name. */
export function aorKey(aor: { readonly dialect: Dialect; readonly name: string }): string {
  return `${aor.dialect}/${aor.name}`;
}

/**
 * All that the files say, put together. Immutable: a reload makes a new one.
 * Deviation: one stack serves both files, so that `SIP/x` and `PJSIP/x` reach the same endpoint; pjsip.conf counts where both
 * have a name. In Asterisk they are two drivers that know nothing of each other.
 */
export class EndpointBook {
  readonly endpoints: readonly Endpoint[];
  readonly aors: readonly Aor[];
  readonly registrations: readonly OutboundRegistration[];
  readonly transports: readonly SipTransport[];
  readonly objects: readonly ShownObject[];
  readonly #sources: readonly SipSource[];
  readonly #byName = new Map<string, Endpoint>();
  readonly #aors = new Map<string, Aor>();
  readonly #byAor = new Map<string, Endpoint>();
  /** By single address, and by anything that takes a look: networks and host names. */
  readonly #byAddress = new Map<string, Array<{ endpoint: Endpoint; match: AddressMatch }>>();
  readonly #byRange: Array<{ endpoint: Endpoint; match: AddressMatch }> = [];

  constructor(sources: readonly SipSource[]) {
    this.#sources = [...sources].sort((a, b) => (a.dialect === b.dialect ? 0 : a.dialect === 'PJSIP' ? -1 : 1));
    for (const source of this.#sources) {
      for (const endpoint of source.endpoints) {
        const key = endpoint.name.toLowerCase();
        if (!this.#byName.has(key)) this.#byName.set(key, endpoint);
      }
      for (const aor of source.aors) this.#aors.set(aorKey(aor), aor);
    }
    this.endpoints = [...this.#byName.values()];
    this.aors = [...this.#aors.values()];
    this.registrations = this.#sources.flatMap((source) => source.registrations);
    this.transports = this.#sources.flatMap((source) => source.transports);
    this.objects = this.#sources.flatMap((source) => source.objects);
    for (const endpoint of this.endpoints) {
      for (const name of endpoint.aors) this.#byAor.set(aorKey({ dialect: endpoint.dialect, name }), endpoint);
      for (const match of endpoint.byAddress) this.#index(endpoint, match);
    }
  }

  /** Names that both files have. */
  get clashes(): string[] {
    const [first, second] = this.#sources;
    if (!first || !second) return [];
    return second.endpoints.map(({ name }) => name).filter((name) => first.endpoints.some((one) => one.name === name));
  }

  /** The endpoint of that name, without regard to case. */
  endpoint(name: string): Endpoint | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  aor(key: string): Aor | undefined {
    return this.#aors.get(key);
  }

  /** The addresses of record of an endpoint. */
  aorsOf(endpoint: Endpoint): Aor[] {
    return endpoint.aors.flatMap((name) => this.#aors.get(aorKey({ dialect: endpoint.dialect, name })) ?? []);
  }

  /** Whose address of record it is. */
  ownerOf(key: string): Endpoint | undefined {
    return this.#byAor.get(key);
  }

  settings(dialect: Dialect): SipSettings | undefined {
    return this.#sources.find((source) => source.dialect === dialect)?.settings;
  }

  /** The files that are loaded, pjsip.conf first. */
  get dialects(): Dialect[] {
    return this.#sources.map(({ dialect }) => dialect);
  }

  /** The first endpoint whose configured addresses hold `host`. @param addressesOf what a host name stands for. */
  byAddress(
    dialect: Dialect,
    host: string,
    port: number,
    addressesOf: (name: string) => readonly string[],
  ): Endpoint | undefined {
    const those = this.#byAddress.get(host)?.filter(({ endpoint }) => endpoint.dialect === dialect) ?? [];
    // Of several at one host, the one with that very port comes before those that take any.
    const exact = those.find(({ match }) => match.usualPort === port) ?? those.find(({ match }) => fits(match, port));
    if (exact) return exact.endpoint;
    return this.#byRange.find(
      ({ endpoint, match }) =>
        endpoint.dialect === dialect &&
        fits(match, port) &&
        (match.range ? match.range.contains(host) : addressesOf(match.host).includes(host)),
    )?.endpoint;
  }

  #index(endpoint: Endpoint, match: AddressMatch): void {
    const single = match.range && /\/(32|128)$/.test(match.range.text);
    if (!single) {
      this.#byRange.push({ endpoint, match });
      return;
    }
    const list = this.#byAddress.get(match.host);
    if (list) list.push({ endpoint, match });
    else this.#byAddress.set(match.host, [{ endpoint, match }]);
  }
}

function fits(match: AddressMatch, port: number): boolean {
  return match.port === undefined || match.port === port;
}
