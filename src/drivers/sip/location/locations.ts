import type { Clock } from '../../../base/clock.ts';
import type { EventBus } from '../../../base/event-bus.ts';
import type { Logger } from '../../../base/log.ts';
import type { Closable } from '../../../base/scope.ts';
import { type Address, formatAddress } from '../../../net/address.ts';
import type { Network } from '../../../net/network.ts';
import type { UserAgent } from '../../../sip/agent/user-agent.ts';
import type { SipRequest } from '../../../sip/message/message.ts';
import { parseUri } from '../../../sip/message/uri.ts';
import { OptionsPing, type Reachability } from '../../../sip/options/options-ping.ts';
import type { Binding } from '../../../sip/registration/binding.ts';
import { type BindingChange, type RegisterOutcome, Registrar } from '../../../sip/registration/registrar.ts';
import type { Flow, SipProtocol } from '../../../sip/transport/flow.ts';
import type { Located } from '../../../sip/transport/locate.ts';
import type { Aor, Endpoint } from '../config/endpoint.ts';
import { aorKey, type EndpointBook } from '../endpoint-book.ts';
import { type ContactChange, contactChanged, peerStatusChanged } from '../events.ts';
import type { BindingStore } from './binding-store.ts';
import { HostTable } from './host-table.ts';

/** One place where an endpoint can be reached. */
export interface Contact {
  readonly aor: Aor;
  readonly uri: string;
  /** Undefined for one from the configuration. */
  readonly binding: Binding | undefined;
  readonly reachability: Reachability;
  readonly roundTripMs: number | undefined;
}

/** What the locations need of the stack. */
export interface LocationHouse {
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Logger;
  readonly network: Network;
  readonly agent: UserAgent;
  readonly store: BindingStore;
  book(): EndpointBook;
  /** The UDP socket from which an endpoint is sent to; undefined for any. */
  viaOf(endpoint: Endpoint): Address | undefined;
  /** Something about an endpoint's reachability has changed. */
  changed(endpoint: Endpoint): void;
  /** A phone of it has registered, anew or again. */
  registered(endpoint: Endpoint): void;
}

/** Where everybody is: registrations, fixed contacts, and whether they answer. Its owner closes it. */
export class Locations implements Closable {
  readonly hosts: HostTable;
  readonly #house: LocationHouse;
  readonly #registrar: Registrar;
  readonly #pings = new Map<string, OptionsPing>();
  /** Which address of record a packet's source registered, `host:port`; for peers that are known by address. */
  readonly #bySource = new Map<string, string>();

  constructor(house: LocationHouse) {
    this.#house = house;
    this.hosts = new HostTable(house.network, house.clock);
    this.#registrar = new Registrar(house.clock, (change) => this.#bindingChanged(change));
    for (const [key, bindings] of house.store.load(house.clock.now())) {
      this.#registrar.restore(key, bindings);
      for (const binding of bindings) this.#bySource.set(formatAddress(binding), key);
    }
  }

  /** Takes a new book into use: pings begin and end. Resolves when its host names have been looked up. */
  async adopt(book: EndpointBook): Promise<void> {
    const hosts = [
      ...book.endpoints.flatMap((endpoint) => endpoint.byAddress.map(({ host }) => host)),
      ...book.aors.flatMap((aor) => aor.contacts.map(({ uri }) => parseUri(uri)?.host ?? '')),
    ];
    await this.hosts.watch(hosts);
    const wanted = new Set<string>();
    for (const aor of book.aors) {
      for (const uri of this.#uris(aor)) {
        if (!aor.qualify) continue;
        wanted.add(pingKey(aor, uri));
        this.#watch(aor, uri);
      }
    }
    for (const [key, ping] of [...this.#pings]) if (!wanted.has(key)) this.#stop(key, ping);
  }

  /** Serves a REGISTER that has been authenticated. */
  register(aor: Aor, request: SipRequest, protocol: SipProtocol): RegisterOutcome {
    return this.#registrar.register(aorKey(aor), request, aor.limits, protocol);
  }

  /** The contacts of an endpoint, the best first: what registered last, then what is fixed. */
  contactsOf(endpoint: Endpoint): Contact[] {
    return this.#house
      .book()
      .aorsOf(endpoint)
      .flatMap((aor) => this.contactsAt(aor));
  }

  /** The contacts of one address of record. */
  contactsAt(aor: Aor): Contact[] {
    const bound = this.#registrar.bindings(aorKey(aor)).map((binding) => this.#contact(aor, binding.contact, binding));
    return [...bound, ...aor.contacts.map(({ uri }) => this.#contact(aor, uri, undefined))];
  }

  /** True if nothing speaks against calling it. */
  isReachable(endpoint: Endpoint): boolean {
    return this.contactsOf(endpoint).some(({ reachability }) => reachability !== 'unreachable');
  }

  /** The endpoint of sip.conf whose phone registered from there. */
  bySource(host: string, port: number): Endpoint | undefined {
    const key = this.#bySource.get(formatAddress({ host, port }));
    return key?.startsWith('SIP/') ? this.#house.book().ownerOf(key) : undefined;
  }

  /** Forgets what an address of record has registered. @returns how many contacts that were. */
  unregister(aor: Aor): number {
    const bindings = this.#registrar.bindings(aorKey(aor));
    for (const { contact } of bindings) this.#registrar.remove(aorKey(aor), contact);
    return bindings.length;
  }

  /** Pings all contacts of an address of record now. */
  qualify(aor: Aor): void {
    for (const uri of this.#uris(aor)) this.#pings.get(pingKey(aor, uri))?.start();
  }

  /** The way to a contact: where its packets come from, or where its URI leads. */
  route(endpoint: Endpoint | undefined, contact: Contact, done: (located: Located) => void): void {
    const direct = this.#packetFlow(endpoint, contact);
    const uri = parseUri(endpoint?.outboundProxy || contact.uri);
    if (direct && !endpoint?.outboundProxy) done({ ok: true, flow: direct });
    else if (!uri) done({ ok: false, message: `'${contact.uri}' is no SIP URI` });
    else {
      const protocol = contact.binding?.protocol === 'TCP' ? 'TCP' : endpoint?.protocol;
      const via = endpoint && this.#house.viaOf(endpoint);
      this.#house.agent.locate(uri, done, { ...(protocol && { protocol }), ...(via && { via }) });
    }
  }

  close(): void {
    for (const ping of this.#pings.values()) ping.close();
    this.#pings.clear();
    this.hosts.close();
    this.#registrar.close();
  }

  #contact(aor: Aor, uri: string, binding: Binding | undefined): Contact {
    const ping = this.#pings.get(pingKey(aor, uri));
    return { aor, uri, binding, reachability: ping?.reachability ?? 'unknown', roundTripMs: ping?.roundTripMs };
  }

  #uris(aor: Aor): string[] {
    return [
      ...aor.contacts.map(({ uri }) => uri),
      ...this.#registrar.bindings(aorKey(aor)).map(({ contact }) => contact),
    ];
  }

  /** The flow towards the source of a REGISTER, where packets are trusted more than what they say. */
  #packetFlow(endpoint: Endpoint | undefined, { binding, uri }: Contact): Flow | undefined {
    if (!binding || !endpoint) return undefined;
    const mode = endpoint.symmetricSignalling;
    const said = parseUri(uri);
    const differs = said?.host !== binding.host || (said.port ?? 5060) !== binding.port;
    const { transport } = this.#house.agent.transactions;
    // A connection that has gone, as at a restart, cannot be followed: nobody listens where it came from. A new one leads
    // to the contact, as Asterisk's new driver does it.
    if (binding.protocol === 'TCP') return transport.connectionTo(binding);
    const follow = mode === 'yes' || (mode === 'auto' && differs);
    const { host, port } = binding;
    return follow ? transport.flowTo(binding.protocol, { host, port }, this.#house.viaOf(endpoint)) : undefined;
  }

  #watch(aor: Aor, uri: string): void {
    const { qualify } = aor;
    const key = pingKey(aor, uri);
    const known = this.#pings.get(key);
    if (!qualify) return;
    if (known) {
      if (known.settings.everyMs === qualify.everyMs && known.settings.lateMs === qualify.lateMs) return;
      known.close();
    }
    const { agent, clock } = this.#house;
    const fromUser = this.#house.book().settings(aor.dialect)?.fromUser ?? 'asterisk';
    const settings = { ...qualify, uri, fromUser };
    const ping = new OptionsPing(
      agent,
      clock,
      settings,
      () => this.#pingFlow(aor, uri),
      (now, before) => this.#reachabilityChanged(aor, uri, now, before),
    );
    this.#pings.set(key, ping);
    ping.start();
  }

  #stop(key: string, ping: OptionsPing): void {
    ping.close();
    this.#pings.delete(key);
  }

  #pingFlow(aor: Aor, uri: string): Flow | undefined {
    const endpoint = this.#house.book().ownerOf(aorKey(aor));
    const binding = this.#registrar.bindings(aorKey(aor)).find(({ contact }) => contact === uri);
    const direct = this.#packetFlow(endpoint, this.#contact(aor, uri, binding));
    if (direct) return direct;
    const parsed = parseUri(uri);
    const [host] = parsed ? this.hosts.addressesOf(parsed.host) : [];
    if (!parsed || host === undefined) return undefined;
    const tcp = binding?.protocol === 'TCP' || parsed.param('transport')?.toLowerCase() === 'tcp';
    const protocol = tcp ? 'TCP' : (endpoint?.protocol ?? 'UDP');
    const via = endpoint && this.#house.viaOf(endpoint);
    return this.#house.agent.transactions.transport.flowTo(protocol, { host, port: parsed.port ?? 5060 }, via);
  }

  #bindingChanged({ aor: key, binding, what }: BindingChange): void {
    const { store, log, clock } = this.#house;
    const aor = this.#house.book().aor(key);
    const endpoint = this.#house.book().ownerOf(key);
    const present = what === 'added' || what === 'refreshed';
    const source = formatAddress(binding);
    if (present) {
      store.save(key, binding);
      this.#bySource.set(source, key);
    } else {
      store.remove(key, binding);
      if (this.#bySource.get(source) === key) this.#bySource.delete(source);
    }
    if (!aor) return;
    // A phone that takes the place of another is one registration, not one and an end.
    const gone = !present && this.#registrar.bindings(key).length === 0;
    if (what === 'added') {
      log.verbose(
        3,
        aor.dialect === 'SIP'
          ? `Registered SIP '${aor.name}' at ${source}`
          : `Added contact '${binding.contact}' to AOR '${aor.name}' with expiration of ${binding.seconds} seconds`,
      );
      if (aor.qualify) this.#watch(aor, binding.contact);
    } else if (!present) {
      const why = what === 'expired' ? 'due to expiration' : 'due to request';
      if (aor.dialect === 'PJSIP') log.verbose(3, `Removed contact '${binding.contact}' from AOR '${aor.name}' ${why}`);
      else if (gone) log.verbose(3, `Unregistered SIP '${aor.name}'`);
      const ping = this.#pings.get(pingKey(aor, binding.contact));
      if (ping) this.#stop(pingKey(aor, binding.contact), ping);
    }
    if (!endpoint) return;
    if (present) this.#house.registered(endpoint);
    const tells = aor.dialect === 'SIP' || what === 'added';
    if ((present && tells) || gone)
      this.#house.bus.publish(peerStatusChanged, {
        technology: aor.dialect,
        peer: endpoint.name,
        status: present ? 'Registered' : 'Unregistered',
        // The older driver calls every end of a registration that.
        address: present || aor.dialect === 'PJSIP' ? source : '',
        cause: present || aor.dialect === 'PJSIP' ? '' : 'Expired',
        timeMs: undefined,
      });
    if (aor.dialect === 'PJSIP' && what !== 'refreshed') {
      const status = !present ? 'Removed' : aor.qualify ? 'Unknown' : 'NonQualified';
      this.#tellContact(aor, endpoint, binding.contact, status, undefined);
    }
    if (what !== 'refreshed') clock.after(0, () => this.#house.changed(endpoint));
  }

  #reachabilityChanged(aor: Aor, uri: string, now: Reachability, before: Reachability): void {
    const endpoint = this.#house.book().ownerOf(aorKey(aor));
    const timeMs = this.#pings.get(pingKey(aor, uri))?.roundTripMs;
    const { log, bus } = this.#house;
    const round = Math.round(timeMs ?? 0);
    if (aor.dialect === 'PJSIP') {
      log.verbose(
        3,
        `Contact ${aor.name}/${uri} is now ${now === 'unreachable' ? 'Unreachable' : 'Reachable'}.  RTT: ${(timeMs ?? 0).toFixed(3)} msec`,
      );
    } else if (now === 'unreachable')
      log.notice(`Peer '${aor.name}' is now UNREACHABLE!  Last qualify: ${before === 'unknown' ? 0 : round}`);
    else
      log.notice(
        `Peer '${aor.name}' is now ${now === 'lagged' ? 'Lagged' : 'Reachable'}. (${round}ms / ${aor.qualify?.lateMs ?? 0}ms)`,
      );
    if (!endpoint) return;
    if (aor.dialect === 'PJSIP')
      this.#tellContact(aor, endpoint, uri, now === 'unreachable' ? 'Unreachable' : 'Reachable', timeMs);
    const status = now === 'unreachable' ? 'Unreachable' : now === 'lagged' ? 'Lagged' : 'Reachable';
    bus.publish(peerStatusChanged, {
      technology: aor.dialect,
      peer: endpoint.name,
      status,
      address: '',
      cause: '',
      timeMs,
    });
    this.#house.changed(endpoint);
  }

  #tellContact(
    aor: Aor,
    endpoint: Endpoint,
    uri: string,
    status: ContactChange['status'],
    roundTripMs: number | undefined,
  ): void {
    this.#house.bus.publish(contactChanged, { aor: aor.name, endpoint: endpoint.name, uri, status, roundTripMs });
  }
}

function pingKey(aor: Aor, uri: string): string {
  return `${aorKey(aor)} ${uri}`;
}
