import type { Clock, Timer } from '../../base/clock.ts';
import type { EventBus } from '../../base/event-bus.ts';
import type { Logger } from '../../base/log.ts';
import type { PortFinder } from '../../base/port.ts';
import { type AddressRule, allowsAddress } from '../../config/schema/acl.ts';
import type { EventWriter } from '../../extend/define-event.ts';
import type { ManagerHeaders, ManagerRequest } from '../../extend/define-manager-action.ts';
import { type SecurityKind, securityTime, tellSecurity } from '../../extend/security-event.ts';
import type { Address } from '../../net/address.ts';
import { formatAddress } from '../../net/address.ts';
import type { Network, TcpConnection, TcpListener, TlsIdentity } from '../../net/network.ts';
import { readTlsIdentity } from '../../net/tls-identity.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { registryPort } from '../../pbx/ports/registry.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { knowsSecret } from './credentials.ts';
import { EventHub } from './event-hub.ts';
import { eventHead, writeEventText } from './event-text.ts';
import { fullyBootedHeaders } from './events/fully-booted.ts';
import type { AmiSession, LoginOutcome, SessionHouse } from './session.ts';
import type { LoggedIn, ManagerSessions } from './sessions-port.ts';
import type { ManagerSettings, ManagerUser } from './settings.ts';
import { TcpSession } from './tcp-session.ts';

/** What the interface needs. */
export interface AmiHouse {
  readonly ports: PortFinder;
  readonly network: Network;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Logger;
}

/**
 * The manager interface: listens, keeps the sessions, and checks who they are.
 *
 * Deviation: when the limit of connections without a login is reached, Asterisk turns the newcomer away, so that fifty idle
 * connections lock everybody out. Here the oldest one of the address that holds the most of them is hung up, and a SessionLimit
 * tells it; Asterisk, which was observed, tells that only of a second login where `allowmultiplelogin` is off.
 */
export class AmiServer implements SessionHouse, ManagerSessions {
  readonly ports: PortFinder;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Logger;
  readonly #house: AmiHouse;
  readonly #hub: EventHub;
  readonly #sessions = new Map<AmiSession, { leave: (() => void) | undefined }>();
  /** Connections without a login, oldest first, with the end of their time. */
  readonly #strangers = new Map<AmiSession, Timer>();
  #settings: ManagerSettings;
  readonly #listeners: TcpListener[] = [];
  #serial = 0;

  constructor(house: AmiHouse, settings: ManagerSettings) {
    const { ports, clock, bus, log } = house;
    this.#house = house;
    this.ports = ports;
    this.clock = clock;
    this.bus = bus;
    this.log = log;
    this.#settings = settings;
    this.#hub = new EventHub(
      { bus, clock, registry: ports.use(registryPort), channels: ports.use(channelsPort) },
      settings,
    );
  }

  get writer(): EventWriter {
    return this.#hub.writer;
  }

  /** Where it listens now. */
  get addresses(): readonly Address[] {
    return this.#listeners.map(({ local }) => local);
  }

  get settings(): ManagerSettings {
    return this.#settings;
  }

  get numbered(): boolean {
    return this.#hub.numbered;
  }

  set numbered(on: boolean) {
    this.#hub.numbered = on;
  }

  /** How many clients are connected. */
  get size(): number {
    return this.#sessions.size;
  }

  get version(): string {
    return this.#settings.version;
  }

  countOf(user: string): number | undefined {
    if (!this.#settings.users.has(user)) return undefined;
    return [...this.#sessions.keys()].filter(({ userName }) => userName === user).length;
  }

  get users(): readonly LoggedIn[] {
    return [...this.#sessions.keys()].flatMap(({ user, remoteHost, loggedInMs }) =>
      user ? [{ name: user.name, remoteHost, sinceMs: loggedInMs, read: user.read, write: user.write }] : [],
    );
  }

  /** Listens, if that is wanted. A fault is logged, and the rest goes on. */
  async listen(): Promise<void> {
    const { enabled, plain, secure } = this.#settings;
    if (!enabled) return;
    await this.#open(plain, undefined);
    if (!secure) return;
    const identity = await readTlsIdentity(secure.files);
    if (identity.ok) await this.#open(secure.address, identity.value);
    else this.log.error(`the manager interface does not speak TLS: ${identity.fault.message}`);
  }

  /** Admits a session that has not logged in yet; the number of those is bounded. */
  admit(session: AmiSession): void {
    if (this.#strangers.size >= this.#settings.authLimit) this.#evictStranger();
    this.#sessions.set(session, { leave: undefined });
    this.#strangers.set(
      session,
      this.clock.after(this.#settings.authTimeoutMs, () => session.close()),
    );
  }

  /** A number that no other session has. */
  nextSerial(): number {
    return ++this.#serial;
  }

  /** Takes other settings; clients stay, unless their user is gone. */
  async configure(settings: ManagerSettings): Promise<void> {
    const before = this.#settings;
    this.#settings = settings;
    for (const session of [...this.#sessions.keys()]) {
      if (session.userName === undefined) continue;
      const user = settings.users.get(session.userName);
      if (user) session.user = user;
      else session.close();
    }
    this.#hub.configure(settings);
    const places = ({ enabled, plain, secure }: ManagerSettings): string => JSON.stringify([enabled, plain, secure]);
    // a certificate that was renewed has the same name
    if (places(before) === places(settings) && !settings.secure) return;
    for (const listener of this.#listeners.splice(0)) listener.close();
    await this.listen();
  }

  /** Says farewell, hangs up on everybody and stops listening. */
  close(): void {
    for (const listener of this.#listeners.splice(0)) listener.close();
    const farewell = this.#hub.write(eventHead('Shutdown', 'system'), [
      ['Shutdown', 'Cleanly'],
      ['Restart', 'False'],
    ]);
    for (const session of [...this.#sessions.keys()]) {
      if (session.wants('system')) session.receive(farewell, 'system');
      session.close();
    }
    this.#hub.close();
  }

  authenticate(session: AmiSession, request: ManagerRequest): LoginOutcome {
    const name = request.header('Username');
    const host = session.remoteHost;
    const user = this.#settings.users.get(name);
    const sent = { authType: request.header('AuthType'), key: request.header('Key'), secret: request.header('Secret') };
    const known = knowsSecret(user?.secret, sent, session.challenged);
    const refused = 'Authentication failed';
    if (!user) {
      if (name !== '') this.tell(session, 'InvalidAccountID', [], name);
      this.log.notice(`${host} tried to authenticate with nonexistent user '${name}'`);
      return { refused };
    }
    if (!this.#mayComeFrom(session, user)) return { refused };
    if (!known) {
      const byChallenge = sent.authType.toLowerCase() === 'md5';
      if (byChallenge && session.challenged !== undefined)
        this.tell(
          session,
          'ChallengeResponseFailed',
          [
            ['Challenge', session.challenged],
            ['Response', sent.key],
            // Asterisk tells it; who reads events could log in by it.
            ['ExpectedResponse', ''],
          ],
          '',
        );
      else if (!byChallenge) this.tell(session, 'InvalidPassword', [], name);
      this.log.notice(`${host} failed to authenticate as '${name}'`);
      return { refused };
    }
    const full = this.#refuseAgain(session, user);
    return full === undefined ? { user } : { refused: full };
  }

  /** Logs in who has proved by a digest who he is. @returns why not. */
  enter(session: AmiSession, name: string): string | undefined {
    const user = this.#settings.users.get(name);
    if (!user || !this.#mayComeFrom(session, user)) return 'Authentication failed';
    const full = this.#refuseAgain(session, user);
    if (full !== undefined) return full;
    session.greeting = 'logged in';
    session.enter(user);
    this.#sessions.set(session, { leave: undefined });
    this.loggedIn(session);
    return undefined;
  }

  loggedIn(session: AmiSession): void {
    this.#strangers.get(session)?.cancel();
    this.#strangers.delete(session);
    const entry = this.#sessions.get(session);
    if (!entry) return;
    entry.leave = this.#hub.join(session);
    if (session.user?.displayConnects) {
      this.log.verbose(2, `${session.kind} '${session.userName}' ${session.greeting} from ${session.remoteHost}`);
    }
    const system = this.ports.use(systemPort);
    // Told when the boot ends, otherwise.
    if (system.fullyBooted && session instanceof TcpSession && session.wants('system')) {
      // past filters, and without the marks that events have, as observed of Asterisk 16
      const booted = writeEventText(fullyBootedHeaders(system, this.clock.now()));
      session.receive(eventHead('FullyBooted', 'system') + booted, 'system', false);
    }
    this.tell(session, 'SuccessfulAuth', [['UsingPassword', '0']]);
  }

  tell(session: AmiSession, kind: SecurityKind, details: ManagerHeaders = [], account = session.userName ?? ''): void {
    tellSecurity(this.bus, this.log, {
      kind,
      atMs: this.clock.now(),
      service: 'AMI',
      account,
      session: session.id,
      local: { protocol: session.protocol, ...session.local },
      remote: { protocol: session.protocol, ...session.remote },
      details: [...details, ['SessionTV', securityTime(session.loggedInMs)]],
    });
  }

  get quietEvents(): boolean {
    return this.#settings.brokenEventsAction;
  }

  wantsChanged(): void {
    this.#hub.refresh();
  }

  ended(session: AmiSession): void {
    this.#strangers.get(session)?.cancel();
    this.#strangers.delete(session);
    this.#sessions.get(session)?.leave?.();
    this.#sessions.delete(session);
    if (session.user?.displayConnects) {
      this.log.verbose(2, `${session.kind} '${session.userName}' ${session.farewell} from ${session.remoteHost}`);
    }
  }

  async #open(address: Address, tls: TlsIdentity | undefined): Promise<void> {
    const protocol = tls ? 'TLS' : 'TCP';
    const accept = (connection: TcpConnection): TcpSession => {
      const session = new TcpSession(this, connection, protocol, this.nextSerial(), this.#settings.banner);
      this.admit(session);
      return session;
    };
    const bound = await this.#house.network.listenTcp(address, accept, tls);
    if (bound.ok) this.#listeners.push(bound.value);
    else this.log.error(`the manager interface cannot listen on ${formatAddress(address)}: ${bound.fault.message}`);
  }

  #evictStranger(): void {
    const counts = new Map<string, number>();
    for (const { remoteHost } of this.#strangers.keys()) counts.set(remoteHost, (counts.get(remoteHost) ?? 0) + 1);
    const most = Math.max(...counts.values());
    for (const session of this.#strangers.keys()) {
      if (counts.get(session.remoteHost) !== most) continue;
      this.log.warning(
        `too many manager connections without a login; hanging up on the oldest from ${session.remoteHost}`,
      );
      this.tell(session, 'SessionLimit');
      session.close();
      return;
    }
  }

  #mayComeFrom(session: AmiSession, user: ManagerUser): boolean {
    const host = session.remoteHost;
    const lists = this.#settings.addressLists;
    const find = (name: string): readonly AddressRule[] | undefined => {
      const list = lists.get(name);
      if (!list)
        this.log.warning(`[${user.name}] of manager.conf names the list '${name}', which acl.conf does not have`);
      return list;
    };
    if (allowsAddress(user.addresses, host, find)) return true;
    this.tell(session, 'FailedACL', [], user.name);
    this.log.notice(`${host} failed to pass IP ACL as '${user.name}'`);
    return false;
  }

  /** Why a user may not log in once more. */
  #refuseAgain(session: AmiSession, user: ManagerUser): string | undefined {
    if (user.allowMultipleLogin || !this.#isLoggedIn(user.name)) return undefined;
    this.tell(session, 'SessionLimit', [], '');
    return 'Login Already In Use';
  }

  #isLoggedIn(name: string): boolean {
    for (const session of this.#sessions.keys()) if (session.userName === name) return true;
    return false;
  }
}
