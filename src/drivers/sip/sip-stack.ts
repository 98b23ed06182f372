import type { Closable } from '../../base/scope.ts';
import type { ChannelRequest, RequestResult } from '../../channel/driver.ts';
import { lateAnswerHeard } from '../../channel/events.ts';
import type { DeviceState } from '../../channel/state.ts';
import { type Address, formatAddress } from '../../net/address.ts';
import type { MessageTransport } from '../../pbx/ports/messages.ts';
import { modulesEnding } from '../../pbx/ports/modules.ts';
import { UserAgent } from '../../sip/agent/user-agent.ts';
import type { ServerTransaction } from '../../sip/transaction/server-transaction.ts';
import type { Flow } from '../../sip/transport/flow.ts';
import { tellAudioReports } from './audio-reports.ts';
import { Authenticator } from './authenticator.ts';
import { parseDialResource } from './call/dial-resource.ts';
import type { Dialect, Endpoint, SipSettings, SipSource } from './config/endpoint.ts';
import { EndpointBook } from './endpoint-book.ts';
import { type RequestHouse, serveRequest } from './incoming/requests.ts';
import { MessageLamps } from './lamps/message-lamps.ts';
import { Subscriptions } from './lamps/subscriptions.ts';
import { type Notice, sendUnasked } from './lamps/unasked-notify.ts';
import { Listeners } from './listeners.ts';
import { BindingStore } from './location/binding-store.ts';
import { Locations } from './location/locations.ts';
import { messageTransport } from './messages/outgoing-messages.ts';
import { OutboundRegistrations } from './outbound-registrations.ts';
import { type OutgoingHouse, requestCall } from './outgoing-calls.ts';
import type { StackHouse } from './stack-house.ts';
import { CallBoard } from './states.ts';
import { SipTrace } from './trace.ts';
import { Transfers } from './transfer/transfers.ts';

/** What a file without a word about it says. */
const SILENT: SipSettings = {
  realm: 'asterisk',
  product: undefined,
  guests: false,
  guest: undefined,
  stranger: undefined,
  alwaysAuthReject: true,
  services: true,
  fromUser: 'asterisk',
  fromDomain: '',
  outboundEndpoint: '',
  nonceLifeMs: 32_000,
  messages: { accepted: true, authenticated: true },
  domains: new Map(),
  domainAliases: new Map(),
  debug: false,
};

/** Methods that the stack understands, in requests and responses alike. */
const ALLOW = [
  'INVITE',
  'ACK',
  'CANCEL',
  'OPTIONS',
  'BYE',
  'REFER',
  'SUBSCRIBE',
  'NOTIFY',
  'INFO',
  'UPDATE',
  'MESSAGE',
  'REGISTER',
];

/** The one SIP stack behind both files: sockets, registrations, calls. Its owner closes it. */
export class SipStack implements Closable {
  readonly agent: UserAgent;
  readonly board: CallBoard;
  readonly locations: Locations;
  readonly registrations: OutboundRegistrations;
  readonly subscriptions: Subscriptions;
  readonly messageLamps: MessageLamps;
  readonly listeners: Listeners;
  readonly trace: SipTrace;
  readonly #house: StackHouse;
  readonly #requests: RequestHouse & OutgoingHouse;
  readonly #sources = new Map<Dialect, SipSource>();
  #book = new EndpointBook([]);
  readonly #stopHearing: () => void;
  #sessions = 0;

  constructor(house: StackHouse) {
    this.#house = house;
    this.trace = new SipTrace(house.log, house.clock);
    this.board = new CallBoard(house.states);
    this.listeners = new Listeners(
      () => this.agent.transactions.transport,
      () => this.locations.hosts,
      house.log,
    );
    this.agent = new UserAgent(
      house.network,
      house.clock,
      {
        onRequest: (request, transaction) => serveRequest(this.#requests, request, transaction),
        onLateAnswer(callId) {
          // Nobody to tell yet: it comes again.
          if (house.bus.listenerCount(lateAnswerHeard) === 0) return false;
          house.bus.publish(lateAnswerHeard, { callId });
          return true;
        },
        onGarbage: (message, flow) => house.log.debug(1, `from ${formatAddress(flow.remote)}: ${message}`),
      },
      {
        product: house.product,
        allow: ALLOW,
        supported: ['replaces', 'timer'],
        advertise: (local, remote) => this.listeners.advertise(local, remote),
      },
    );
    this.trace.attach(this.agent.transactions.transport);
    const { tokens } = this.agent.transactions;
    const viaOf = ({ dialect, transport }: Endpoint): Address | undefined => this.listeners.viaOf(dialect, transport);
    this.locations = new Locations({
      ...house,
      agent: this.agent,
      store: new BindingStore(house.database),
      book: () => this.#book,
      viaOf,
      changed: (endpoint) => this.board.tell(endpoint),
      registered: (endpoint) => this.messageLamps.tell(endpoint),
    });
    this.registrations = new OutboundRegistrations({
      ...house,
      agent: this.agent,
      viaOf: (dialect) => this.listeners.viaOf(dialect),
    });
    this.subscriptions = new Subscriptions({ ...house, agent: this.agent, book: () => this.#book, viaOf });
    this.messageLamps = new MessageLamps({
      ...house,
      agent: this.agent,
      locations: this.locations,
      book: () => this.#book,
      asksForItself: (endpoint) => this.subscriptions.hearsOfMailboxes(endpoint),
    });
    // at the end of the instance nobody is told that lamps are over: they go on after the next start
    const endings = [
      house.bus.on(modulesEnding, () => this.subscriptions.close()),
      tellAudioReports({ ...house, board: this.board }),
    ];
    this.#stopHearing = () => {
      for (const end of endings) end();
    };
    this.#sessions = Number.parseInt(tokens.hex(4), 16);
    this.#requests = {
      ...house,
      agent: this.agent,
      board: this.board,
      locations: this.locations,
      subscriptions: this.subscriptions,
      transfers: new Transfers({ ...house, board: this.board, run: (channel) => house.dialplan.run(channel) }),
      authenticator: new Authenticator(house.clock, tokens),
      book: () => this.#book,
      viaOf,
      mediaHostFor: (flow) => this.listeners.mediaHostFor(flow),
      nextSessionId: () => this.#sessions++,
      speaking: (transaction) => this.#speaking(transaction),
    };
  }

  /** All that the files say. */
  get book(): EndpointBook {
    return this.#book;
  }

  /** How the PBX calls itself in messages. */
  get product(): string {
    const { dialects } = this.#book;
    const own = dialects.map((one) => this.#book.settings(one)?.product).find((text) => text !== undefined);
    return own ?? this.#house.product;
  }

  /** Takes what a file says into use; undefined takes the file away. Calls that are up go on. */
  async adopt(dialect: Dialect, source: SipSource | undefined): Promise<void> {
    if (source) this.#sources.set(dialect, source);
    else this.#sources.delete(dialect);
    const book = new EndpointBook([...this.#sources.values()]);
    this.#book = book;
    this.agent.present(this.product, ALLOW);
    if (source?.settings.debug) this.trace.on();
    this.registrations.endOthers(book.registrations);
    await this.listeners.adopt(book.transports);
    await this.locations.adopt(book);
    this.registrations.begin(book.registrations);
    if (source) this.subscriptions.resume(dialect);
    this.messageLamps.adopt(book);
  }

  /** How many calls a technology has, which speaks against unloading it. */
  callsOf(dialect: Dialect): number {
    return this.board.legsOfTechnology(dialect).length;
  }

  /** Ends the calls of a technology with BYE, CANCEL or 503, and its subscriptions; all of it is sent before this returns. */
  endCalls(dialect: Dialect): void {
    this.subscriptions.endOf(dialect);
    for (const leg of this.board.legsOfTechnology(dialect)) leg.shut();
  }

  /** Makes a channel to `SIP/…` or `PJSIP/…`. */
  request(dialect: Dialect, request: ChannelRequest): RequestResult {
    return requestCall(this.#requests, dialect, request);
  }

  /** The ways for text messages: `sip:` and `pjsip:`. */
  get messageTransports(): MessageTransport[] {
    return [messageTransport(this.#requests, 'SIP'), messageTransport(this.#requests, 'PJSIP')];
  }

  /** Sends a NOTIFY to all phones of an endpoint, unasked. @returns false where there is none to send it to. */
  notify(endpoint: Endpoint, notice: Notice): boolean {
    const contacts = this.locations.contactsOf(endpoint);
    for (const contact of contacts)
      this.locations.route(endpoint, contact, (located) => {
        const settings = this.#book.settings(endpoint.dialect);
        if (located.ok) sendUnasked(this.agent, endpoint, settings, contact, located.flow, notice);
      });
    return contacts.length > 0;
  }

  /** Sends a NOTIFY within a call. @returns false where there is no such call. */
  notifyWithin(callId: string, { headers, body }: Notice): boolean {
    const session = this.board.list().find((leg) => leg.session?.currentDialog?.callId === callId)?.session;
    session?.send('NOTIFY', { headers, ...(body && { body }) }, () => {});
    return session !== undefined;
  }

  /** The state of a device; undefined if no file knows it. */
  deviceState(dialect: Dialect, resource: string): DeviceState | undefined {
    const parsed = parseDialResource(dialect, resource);
    const endpoint = parsed && this.#book.endpoint(parsed.endpoint);
    return endpoint && this.board.state(endpoint, () => this.locations.isReachable(endpoint));
  }

  /** The endpoint of that name, as listings ask for it: only of the file that they are about, and in its own spelling. */
  endpointOf(dialect: Dialect, name: string): Endpoint | undefined {
    const found = this.#book.endpoint(name);
    return found?.dialect === dialect && found.name === name ? found : undefined;
  }

  close(): void {
    this.#stopHearing();
    this.messageLamps.close();
    this.subscriptions.close();
    this.registrations.close();
    this.locations.close();
    this.agent.close();
    this.trace.off();
  }

  #speaking(transaction: ServerTransaction): { dialect: Dialect; settings: SipSettings } {
    const dialect = this.#dialectOf(transaction.flow);
    return { dialect, settings: this.#book.settings(dialect) ?? SILENT };
  }

  #dialectOf(flow: Flow): Dialect {
    return this.listeners.dialectOf(flow) ?? this.#book.dialects[0] ?? 'SIP';
  }
}
