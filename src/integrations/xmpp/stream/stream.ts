import type { Client, xml } from '@xmpp/client';
import type { Clock } from '../../../base/clock.ts';
import { messageOf } from '../../../base/errors.ts';
import type { Network } from '../../../net/network.ts';
import type { AccountSettings } from '../settings.ts';
import { answerAsComponent, COMPONENT, proofOf } from './component.ts';
import { StreamFault } from './fault.ts';
import { goOnWith, KEEPING, type KeptSession, keptSession } from './kept-session.ts';
import { type Stanza, stanza } from './stanza.ts';
import { StreamSocket } from './stream-socket.ts';

type Element = ReturnType<typeof xml>;

/** What a stream tells its owner, beginning before the login. */
export interface StreamListener {
  /** A message, a presence, an answer, or a change of the roster. */
  onStanza(stanza: Stanza): void;
  /** The same as text, of what comes and goes; only where {@link StreamListener.wantsText}. */
  onText(text: string, direction: 'in' | 'out'): void;
  wantsText(): boolean;
  /** The stream is gone; told once, not for one that its owner closed. */
  onEnd(fault: StreamFault): void;
}

/** A stream that is logged in. Its owner closes it. */
export interface XmppStream {
  /** The full address that the server gave. */
  readonly address: string;
  /** It goes on with the session that it was opened with. */
  readonly resumed: boolean;
  /** Messages of that session of which the server does not say that it has got them; none where it goes on. */
  readonly unconfirmed: readonly Stanza[];
  /** What the next stream can go on with; undefined where the server keeps nothing. */
  readonly session: KeptSession | undefined;
  /** Sends; false where the stream is gone. Never rejects. */
  send(stanza: Stanza): Promise<boolean>;
  /** Gives it up because of a fault, of which the listener is told. */
  fail(fault: StreamFault): void;
  close(): void;
}

/** What a stream needs. */
export interface StreamHouse {
  readonly network: Network;
  readonly clock: Clock;
}

/** From connecting to the end of the login. */
const LOGIN_MS = 30_000;
/** Elements nested deeper are left out. */
const DEEPEST = 32;

/** Connects and logs in. @param kept the session of a stream before. @returns the stream, or what was wrong; never rejects. */
export async function openStream(
  house: StreamHouse,
  settings: AccountSettings,
  listener: StreamListener,
  signal: AbortSignal,
  kept?: KeptSession,
): Promise<XmppStream | StreamFault> {
  const place = await findServer(house.network, settings);
  if (place instanceof StreamFault) return place;
  const { client, xml: build } = await import('@xmpp/client');
  const { address, secret, plaintextLogin, protection, tlsVerify, authorities } = settings;
  const socket = new StreamSocket(house.network, {
    ...place,
    domain: address.domain,
    protection,
    tlsVerify,
    authorities,
  });
  const entity = client({
    service: 'xmpp://server',
    domain: address.domain,
    resource: address.resource,
    timeout: LOGIN_MS,
    credentials: async (authenticate, mechanisms, _fast, { socket: under }) => {
      const open = under !== socket || !socket.secure;
      const mechanism = mechanisms.find((one) => one !== 'ANONYMOUS' && (one !== 'PLAIN' || !open || plaintextLogin));
      if (mechanism === undefined)
        throw new StreamFault(
          'refused',
          `no login is possible by ${mechanisms.join(', ') || 'what the server offers'}`,
        );
      await authenticate({ username: address.local, password: secret }, mechanism, build('user-agent'));
    },
  });
  entity.reconnect.stop();
  useSocket(entity, socket, settings.kind === 'component' ? COMPONENT : undefined);
  // a change of the roster reaches the listener like every stanza; this only acknowledges it
  entity.iqCallee.set('jabber:iq:roster', 'query', () => true);
  if (settings.kind === 'component') answerAsComponent(entity, build);
  const stream = new OpenStream(entity, socket, build, listener, settings);
  goOnWith(entity, kept, stream);
  return stream.logIn(house.clock, signal);
}

/** The address of the server: of the one that is configured, else of the domain's service record, else of the domain. @see RFC 6120 §3.2 */
async function findServer(
  network: Network,
  { server, port, address }: AccountSettings,
): Promise<{ host: string; port: number } | StreamFault> {
  const record = server === '' ? (await network.resolveService(`_xmpp-client._tcp.${address.domain}`))[0] : undefined;
  const name = server || record?.host || address.domain;
  const [host] = await network.resolveHost(name);
  if (host === undefined) return new StreamFault('unreachable', `the host name ${name} is not known`);
  return { host, port: record?.port ?? port };
}

/** Lets the library connect through our socket, whatever it would choose itself. */
function useSocket(entity: Client, socket: StreamSocket, namespace: string | undefined): void {
  const tcp = entity.transports.find(({ prototype }) => prototype.socketParameters('xmpp://server') !== undefined);
  if (!tcp) throw new Error('@xmpp/client has no transport over TCP');
  function Socket(): StreamSocket {
    return socket;
  }
  const prototype = Object.assign(Object.create(tcp.prototype) as typeof tcp.prototype, {
    Socket,
    ...(namespace !== undefined && { NS: namespace }),
  });
  entity.transports.unshift(Object.create(tcp, { prototype: { value: prototype } }) as typeof tcp);
}

class OpenStream implements XmppStream {
  readonly #entity: Client;
  readonly #socket: StreamSocket;
  readonly #build: typeof xml;
  readonly #listener: StreamListener;
  readonly #settings: AccountSettings;
  readonly unconfirmed: Stanza[] = [];
  #resumed = false;
  /** The server has ended the stream because of what it was sent, which it must not be sent again. */
  #objected = false;
  #online = false;
  #over = false;
  #fault: StreamFault | undefined;

  constructor(
    entity: Client,
    socket: StreamSocket,
    build: typeof xml,
    listener: StreamListener,
    settings: AccountSettings,
  ) {
    this.#entity = entity;
    this.#socket = socket;
    this.#build = build;
    this.#listener = listener;
    this.#settings = settings;
    entity.on('error', (error: unknown) => {
      this.#objected ||= isObjection(error);
      this.fail(faultOf(error));
    });
    entity.on('element', (element: Element) => {
      socket.stanzaRead();
      if (element.is('resumed', KEEPING)) this.#online = true; // what came meanwhile follows in the same breath
      if (listener.wantsText()) listener.onText(String(element), 'in');
    });
    entity.on('send', (element: Element) => {
      if (listener.wantsText()) listener.onText(String(element), 'out');
    });
    entity.on('stanza', (element: Element) => {
      if (this.#online && !this.#over) listener.onStanza(read(element));
    });
    entity.on('disconnect', () => this.#ended());
  }

  get resumed(): boolean {
    return this.#resumed;
  }

  get session(): KeptSession | undefined {
    return this.#objected ? undefined : keptSession(this.#entity);
  }

  /** The server goes on with the session that was kept. */
  wentOn(): void {
    this.#resumed = true;
    this.#settled();
  }

  /** The server does not, and has not confirmed this. */
  lost(element: Element): void {
    if (element.is('message')) this.unconfirmed.push(read(element));
  }

  get address(): string {
    return this.#entity.jid?.toString() ?? this.#settings.address.bare;
  }

  async logIn(clock: Clock, signal: AbortSignal): Promise<XmppStream | StreamFault> {
    const entity = this.#entity;
    const late = clock.after(LOGIN_MS, () =>
      this.fail(new StreamFault('slow', `no login within ${LOGIN_MS / 1000} seconds`)),
    );
    const abort = (): void => this.close();
    signal.addEventListener('abort', abort, { once: true });
    try {
      const online = new Promise<void>((resolve) => {
        entity.once('online', () => resolve());
        entity.on('nonza', (element: Element) => {
          if (element.is('handshake')) resolve();
        });
        this.#settled = resolve;
      });
      if (signal.aborted) this.close();
      else {
        await entity.connect('xmpp://server');
        const { attrs } = await entity.open({ domain: this.#entity.options.domain ?? '' });
        if (this.#settings.kind === 'component') await this.#shakeHands(String(attrs['id'] ?? ''));
        await online;
      }
    } catch (error) {
      this.fail(faultOf(error));
    } finally {
      late.cancel();
      signal.removeEventListener('abort', abort);
    }
    if (this.#over) return this.#fault ?? new StreamFault('unreachable', 'the connection was given up');
    this.#online = true;
    return this;
  }
  #settled: () => void = () => {};

  async #shakeHands(streamId: string): Promise<void> {
    await this.#entity.send(this.#build('handshake', {}, proofOf(streamId, this.#settings.secret)));
  }

  async send(what: Stanza): Promise<boolean> {
    if (this.#over) return false;
    const { kind, address } = this.#settings;
    // a server does not add who sends for a component: XEP-0114 §3
    const whole = kind === 'component' ? { ...what, attributes: { from: address.bare, ...what.attributes } } : what;
    return this.#entity.send(write(this.#build, whole)).then(
      () => true,
      () => false,
    );
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#socket.write('</stream:stream>');
    this.#socket.end();
    this.#settled();
  }

  fail(fault: StreamFault): void {
    if (this.#over) return;
    this.#fault ??= fault;
    this.#socket.fail(fault);
    this.#ended();
  }

  #ended(): void {
    if (this.#over) return;
    this.#over = true;
    this.#settled();
    const fault = this.#fault ?? new StreamFault('unreachable', 'the server closed the connection');
    this.#fault = fault;
    if (this.#online) this.#listener.onEnd(fault);
  }
}

/** Stream errors of a server that only goes away. @see RFC 6120 §4.9.3 */
const FAREWELLS: readonly unknown[] = ['system-shutdown', 'reset', 'connection-timeout'];

function isObjection(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'StreamError' &&
    'condition' in error &&
    !FAREWELLS.includes(error.condition)
  );
}

function faultOf(error: unknown): StreamFault {
  if (error instanceof StreamFault) return error;
  const name = error instanceof Error ? error.name : '';
  const condition = error instanceof Error && 'condition' in error ? String(error.condition) : '';
  if (name === 'SASLError')
    return new StreamFault('refused', `the server refuses the login: ${condition || messageOf(error)}`);
  if (condition === 'conflict') return new StreamFault('replaced', 'the same address has logged in elsewhere');
  if (condition === 'not-authorized' || condition === 'host-unknown')
    return new StreamFault('refused', `the server refuses the login: ${condition}`);
  if (name === 'TimeoutError') return new StreamFault('slow', 'the server does not answer in time');
  if (name === 'StreamError') return new StreamFault('unreachable', `the server ends the stream: ${condition}`);
  return new StreamFault('garbage', `the server says what makes no sense: ${messageOf(error).slice(0, 200)}`);
}

function read(element: Element, depth = 0): Stanza {
  const attributes = Object.fromEntries(Object.entries(element.attrs).map(([name, value]) => [name, String(value)]));
  const children = depth < DEEPEST ? element.getChildElements().map((child) => read(child, depth + 1)) : [];
  return { ...stanza(element.name, attributes, ...children), text: element.getText() };
}

/** What no XML may hold. @see XML 1.0 §2.2 */
const UNFIT =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function write(build: typeof xml, { name, attributes, children, text }: Stanza): Element {
  const clean = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, value.replace(UNFIT, '')]));
  return build(
    name,
    clean,
    ...(text === '' ? [] : [text.replace(UNFIT, '')]),
    ...children.map((child) => write(build, child)),
  );
}
