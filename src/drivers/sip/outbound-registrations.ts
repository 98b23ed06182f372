import type { Clock } from '../../base/clock.ts';
import type { EventBus } from '../../base/event-bus.ts';
import type { Logger } from '../../base/log.ts';
import type { Closable } from '../../base/scope.ts';
import type { Address } from '../../net/address.ts';
import type { UserAgent } from '../../sip/agent/user-agent.ts';
import { DigestClient } from '../../sip/auth/digest-client.ts';
import { parseUri } from '../../sip/message/uri.ts';
import { RegistrationClient, type RegistrationState } from '../../sip/registration/registration-client.ts';
import type { Dialect, OutboundRegistration } from './config/endpoint.ts';
import { registryChanged } from './events.ts';

/** What registrations of ours need. */
export interface OutboundHouse {
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Logger;
  readonly agent: UserAgent;
  /** The UDP socket from which registrations of a file are sent; undefined for any. */
  viaOf(dialect: Dialect): Address | undefined;
}

/** One registration of ours, for listings. */
export interface RunningRegistration {
  readonly spec: OutboundRegistration;
  readonly client: RegistrationClient;
}

/** Our registrations with providers. Its owner closes it, which takes them back. */
export class OutboundRegistrations implements Closable {
  readonly #house: OutboundHouse;
  readonly #running = new Map<string, RunningRegistration>();

  constructor(house: OutboundHouse) {
    this.#house = house;
  }

  /** Takes back what is no longer wanted; while the sockets are still open. */
  endOthers(specs: readonly OutboundRegistration[]): void {
    const wanted = new Set(specs.map(keyOf));
    for (const [key, running] of [...this.#running]) {
      if (wanted.has(key)) continue;
      running.client.close();
      this.#running.delete(key);
    }
  }

  /** Begins what is new, leaves alone what has not changed. */
  begin(specs: readonly OutboundRegistration[]): void {
    for (const spec of specs) {
      const key = keyOf(spec);
      if (this.#running.has(key)) continue;
      const client = this.#client(spec);
      this.#running.set(key, { spec, client });
      client.start();
    }
  }

  list(): RunningRegistration[] {
    return [...this.#running.values()];
  }

  /** Registers now, out of turn. */
  register({ client }: RunningRegistration): void {
    client.start();
  }

  /** Takes a registration back; it is known still, and begins again with {@link register}. */
  unregister({ spec, client }: RunningRegistration): void {
    client.close();
    this.#running.set(keyOf(spec), { spec, client: this.#client(spec) });
  }

  close(): void {
    for (const { client } of this.#running.values()) client.close();
    this.#running.clear();
  }

  #client(spec: OutboundRegistration): RegistrationClient {
    const { agent, clock } = this.#house;
    const via = this.#house.viaOf(spec.dialect);
    const digest = spec.credentials && new DigestClient(spec.credentials, agent.transactions.tokens);
    return new RegistrationClient(
      agent,
      clock,
      {
        server: spec.server,
        address: spec.address,
        contactUser: spec.contactUser,
        expirySeconds: spec.expirySeconds,
        retrySeconds: spec.retrySeconds,
        forbiddenRetrySeconds: spec.forbiddenRetrySeconds,
        mostAttempts: spec.mostAttempts,
        proxy: spec.proxy,
        locate: { services: spec.services, ...(spec.protocol && { protocol: spec.protocol }), ...(via && { via }) },
      },
      digest,
      { onState: (state, status) => this.#stateChanged(spec, state, status) },
    );
  }

  #stateChanged(spec: OutboundRegistration, state: RegistrationState, status: number): void {
    const { log, bus } = this.#house;
    const server = parseUri(spec.server)?.host ?? spec.server;
    const user = parseUri(spec.address)?.user ?? '';
    const tell = (word: 'Registered' | 'Rejected' | 'Unregistered' | 'Failed'): void =>
      bus.publish(registryChanged, {
        technology: spec.dialect,
        username: spec.address,
        domain: spec.server,
        status: word,
        cause: status === 0 || status === 200 ? '' : String(status),
      });
    switch (state) {
      case 'registered':
        log.verbose(3, `Outbound registration of '${user}' with ${server} succeeded`);
        tell('Registered');
        break;
      case 'waiting':
        log.warning(
          `Registration of '${user}' with ${server} failed (${status}), trying again in ${spec.retrySeconds} seconds`,
        );
        tell('Failed');
        break;
      case 'rejected':
        log.warning(`Registration of '${user}' with ${server} was refused (${status}) and is not tried again`);
        tell('Rejected');
        break;
      case 'idle':
        tell('Unregistered');
        break;
      case 'trying':
        break;
    }
  }
}

/** Two specs with the same key are the same registration. */
function keyOf(spec: OutboundRegistration): string {
  return JSON.stringify(spec);
}
