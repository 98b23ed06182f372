import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { EventBus } from '../../base/event-bus.ts';
import type { Logger } from '../../base/log.ts';
import { Scope } from '../../base/scope.ts';
import type { Network } from '../../net/network.ts';
import { type Address, parseAddress } from './address.ts';
import { presenceChanged, stanzaReceived } from './happenings.ts';
import { Inbox } from './inbox.ts';
import { Outbox } from './outbox.ts';
import { Roster, type Status, statusOfShow } from './roster.ts';
import type { AccountSettings } from './settings.ts';
import { StreamFault } from './stream/fault.ts';
import type { KeptSession } from './stream/kept-session.ts';
import { childOf, childText, fittingText, type Stanza, stanza } from './stream/stanza.ts';
import { openStream, type XmppStream } from './stream/stream.ts';

/** What an account needs. */
export interface AccountHouse {
  readonly network: Network;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Logger;
  /** A message came; told of each, wherever else it goes. */
  onMessage(account: XmppAccount, from: Address, body: string): void;
  /** The account is there, for the first time or again. */
  onConnected(account: XmppAccount): void;
  /** A service to which the account has subscribed tells something. @see XEP-0060 §7.1.2.1 */
  onNews(account: XmppAccount, from: Address, event: Stanza): void;
}

/** As `xmpp show connections` tells it. */
export type AccountState = 'Connecting' | 'Connected' | 'Disconnected';

/** From one attempt to the next: growing; a refused login is tried rarely, so that no server locks the account. */
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;
const REFUSED_RETRY_MS = 300_000;
const KEEPALIVE_MS = 60_000;
const ANSWER_MS = 30_000;

const ROSTER = 'jabber:iq:roster';
const REGISTER = 'jabber:iq:register';
const NEWS = 'http://jabber.org/protocol/pubsub#event';
const ROOM = 'http://jabber.org/protocol/muc';

/**
 * An XMPP account: stays logged in, keeps the roster and who is there, takes and sends messages. A lost connection is made anew
 * with growing pauses; each different reason is told once. Its owner closes it.
 */
export class XmppAccount {
  readonly settings: AccountSettings;
  readonly roster = new Roster();
  readonly inbox: Inbox;
  readonly #house: AccountHouse;
  readonly #scope: Scope;
  readonly #outbox: Outbox;
  readonly #answers = new Map<string, (answer: Stanza | undefined) => void>();
  #stream: XmppStream | undefined;
  /** Of the last stream. */
  #session: KeptSession | undefined;
  #state: AccountState = 'Disconnected';
  #told = '';
  /** Its own switch, as `xmpp set debug` sets it. */
  debug: boolean;

  constructor(house: AccountHouse, settings: AccountSettings) {
    this.#house = house;
    this.settings = settings;
    this.debug = settings.debug;
    this.inbox = new Inbox(house.clock);
    this.#outbox = new Outbox(house.clock);
    this.#scope = new Scope(`xmpp ${settings.name}`);
    for (const buddy of settings.buddies) this.roster.put(buddy);
  }

  get state(): AccountState {
    return this.#state;
  }

  /** Connects, and stays connected until {@link close}. */
  start(): void {
    void this.#stayConnected();
  }

  async close(): Promise<void> {
    this.#stream?.close();
    await this.#scope.close();
    this.#disconnected();
  }

  /** Presence of a contact as a number; 6 while there is no connection. */
  statusOf(address: Address): Status {
    return this.roster.statusOf(address);
  }

  /**
   * Sends a message; without a connection it is kept for a while and sent as soon as there is one.
   * Deviation: Asterisk loses it then.
   */
  async sendMessage(to: string, body: string, type: 'chat' | 'groupchat' = 'chat'): Promise<void> {
    const { log } = this.#house;
    const fitting = fittingText(body);
    if (fitting.length < body.length)
      log.warning(
        `XMPP account ${this.settings.name}: the message to ${to} is too long, only its first ${fitting.length} characters are sent`,
      );
    const message = stanza('message', { to, type, id: randomUUID() }, stanza('body', {}, fitting));
    if (await this.#send(message)) return;
    log.warning(`XMPP account ${this.settings.name} is not connected: the message to ${to} waits until it is`);
    if (!this.#outbox.add(message))
      log.warning(`XMPP account ${this.settings.name}: too many messages wait, the oldest is lost`);
  }

  /** Enters a room. @see XEP-0045 §7.2 */
  async joinRoom(room: string, nick: string): Promise<boolean> {
    return this.#send(
      stanza(
        'presence',
        { to: `${room}/${nick}` },
        stanza('x', { xmlns: ROOM }, stanza('history', { maxstanzas: '0' })),
      ),
    );
  }

  /** Leaves a room. */
  async leaveRoom(room: string, nick: string): Promise<boolean> {
    return this.#send(stanza('presence', { to: `${room}/${nick}`, type: 'unavailable' }));
  }

  /** Asks somebody (the server, where `to` is left out) and resolves with the answer: undefined if there is none in time. */
  async ask(type: 'get' | 'set', question: Stanza, to?: string): Promise<Stanza | undefined> {
    const id = randomUUID();
    const { promise, resolve } = Promise.withResolvers<Stanza | undefined>();
    this.#answers.set(id, resolve);
    const late = this.#house.clock.after(ANSWER_MS, () => resolve(undefined));
    if (!(await this.#send(stanza('iq', { type, id, to }, question)))) resolve(undefined);
    const answer = await promise;
    late.cancel();
    this.#answers.delete(id);
    return answer;
  }

  async #send(what: Stanza): Promise<boolean> {
    return (await this.#stream?.send(what)) ?? false;
  }

  async #stayConnected(): Promise<void> {
    const { signal } = this.#scope;
    let failures = 0;
    while (!signal.aborted) {
      const ended = Promise.withResolvers<StreamFault>();
      this.#state = 'Connecting';
      const opened = await this.#open((fault) => ended.resolve(fault), signal);
      let fault: StreamFault;
      if (opened instanceof StreamFault) fault = opened;
      else {
        signal.addEventListener('abort', () => ended.resolve(new StreamFault('unreachable', 'closed')), { once: true });
        failures = 0;
        await this.#connected(opened);
        fault = await ended.promise;
        this.#session = opened.session;
      }
      this.#disconnected();
      if (signal.aborted) return;
      this.#complain(fault);
      const afterMs =
        fault.kind === 'refused' || fault.kind === 'replaced'
          ? REFUSED_RETRY_MS
          : Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures++, 10));
      await this.#house.clock.sleep(afterMs, signal).catch(() => {});
    }
  }

  #open(onEnd: (fault: StreamFault) => void, signal: AbortSignal): Promise<XmppStream | StreamFault> {
    const { bus, log } = this.#house;
    const account = this.settings.name;
    const listener = {
      onStanza: (what: Stanza) => this.#heard(what),
      onText: (packet: string, direction: 'in' | 'out') => {
        if (direction === 'in') bus.publish(stanzaReceived, { account, packet });
        if (this.debug) log.verbose(0, `XMPP ${account} ${direction === 'in' ? '<--' : '-->'} ${packet}`);
      },
      wantsText: () => this.debug || bus.listenerCount(stanzaReceived) > 0,
      onEnd,
    };
    return openStream(this.#house, this.settings, listener, signal, this.#session);
  }

  async #connected(stream: XmppStream): Promise<void> {
    const { log } = this.#house;
    this.#stream = stream;
    if (this.#told !== '') log.notice(`XMPP account ${this.settings.name}: connected`);
    else log.verbose(2, `XMPP account ${this.settings.name}: connected as ${stream.address}`);
    this.#told = '';
    if (this.settings.kind === 'component') await this.#tendRoster();
    else {
      // who shows itself anew is told anew who is there
      if (stream.resumed) await this.#send(stanza('presence', { type: 'unavailable' }));
      const roster = await this.ask('get', stanza('query', { xmlns: ROSTER }));
      const listed = roster && childOf(roster, 'query', ROSTER);
      if (this.#stream !== stream) return;
      for (const item of listed?.children ?? []) this.#learnContact(item);
      await this.#showPresence();
      if (listed) await this.#tendRoster();
    }
    this.#state = 'Connected';
    this.#house.onConnected(this);
    for (const message of [...stream.unconfirmed, ...this.#outbox.take()])
      if (!(await this.#send(message))) this.#outbox.add(message);
    if (this.settings.keepalive) void this.#keepAlive(stream);
  }

  #disconnected(): void {
    this.#state = 'Disconnected';
    this.#stream = undefined;
    const present = this.roster.list().filter(({ resources }) => resources.length > 0);
    this.roster.clearPresence();
    for (const resolve of this.#answers.values()) resolve(undefined);
    for (const { address } of present) this.#presenceChanged({ bare: address, resource: '' }, 6, 0, '');
  }

  #complain(fault: StreamFault): void {
    if (fault.message === this.#told) return;
    this.#told = fault.message;
    const { name, address, server } = this.settings;
    this.#house.log.warning(`XMPP account ${name} (${address.bare} at ${server || address.domain}): ${fault.message}`);
  }

  async #keepAlive(stream: XmppStream): Promise<void> {
    const { signal } = this.#scope;
    const { clock } = this.#house;
    while (!signal.aborted && this.#stream === stream) {
      await clock.sleep(KEEPALIVE_MS, signal).catch(() => {});
      if (this.#stream !== stream || signal.aborted) return;
      // an error is an answer too: the server is there
      const answer = await this.ask('get', stanza('ping', { xmlns: 'urn:xmpp:ping' }), this.settings.address.domain);
      if (!answer && this.#stream === stream)
        stream.fail(new StreamFault('slow', 'the server does not answer any more'));
    }
  }

  /** Shows itself: a client to all who may see it, a component to one by one. */
  #showPresence(to?: string): Promise<boolean> {
    const { show, statusMessage, priority } = this.settings;
    if (show === undefined) return Promise.resolve(true);
    return this.#send(
      stanza(
        'presence',
        { to },
        ...(show === '' ? [] : [stanza('show', {}, show)]),
        stanza('status', {}, statusMessage),
        stanza('priority', {}, String(priority)),
      ),
    );
  }

  /**
   * Subscribes to the buddies (a component, which has no roster on a server, each time it connects), and drops who is none, as far as that is wanted. @see RFC 6121 §3.1, §2.5
   * Deviation: a component of Asterisk's subscribes to nobody by itself, and never learns who is there before they ask it.
   */
  async #tendRoster(): Promise<void> {
    const { autoRegister, autoPrune, buddies, statusMessage } = this.settings;
    for (const contact of this.roster.list()) {
      const { address, subscription } = contact;
      const wanted = buddies.includes(address);
      if (!wanted && autoPrune && this.settings.kind === 'client') {
        this.roster.remove(address);
        const item = stanza('item', { jid: address, subscription: 'remove' });
        await this.ask('set', stanza('query', { xmlns: ROSTER }, item));
      } else if (wanted && autoRegister && subscription !== 'both' && subscription !== 'to')
        await this.#send(stanza('presence', { to: address, type: 'subscribe' }, stanza('status', {}, statusMessage)));
    }
  }

  #heard(what: Stanza): void {
    const from = parseAddress(what.attributes['from'] ?? '') ?? this.settings.address;
    if (what.name === 'message') this.#message(what, from);
    else if (what.name === 'presence') this.#presence(what, from);
    else if (what.name === 'iq') this.#iq(what, from);
  }

  #message(what: Stanza, from: Address): void {
    const body = childText(what, 'body');
    const news = childOf(what, 'event', NEWS);
    if (what.attributes['type'] === 'error') {
      const reason = childOf(what, 'error')?.children[0]?.name ?? 'no reason given';
      this.#house.log.notice(
        `XMPP account ${this.settings.name}: a message to ${from.bare} was not delivered: ${reason}`,
      );
    } else if (news) this.#house.onNews(this, from, news);
    else if (body !== '') {
      this.inbox.add({ from, body }, this.settings.keepMs);
      this.#house.onMessage(this, from, body);
    }
  }

  #presence(what: Stanza, from: Address): void {
    const { type = 'available' } = what.attributes;
    if (type === 'subscribe') void this.#answerSubscription(from);
    else if (this.settings.kind === 'component' && (type === 'probe' || type === 'subscribed'))
      void this.#showPresence(type === 'probe' ? (what.attributes['from'] ?? from.bare) : from.bare);
    else if (type === 'available') {
      const priority = Number.parseInt(childText(what, 'priority'), 10) || 0;
      const message = childText(what, 'status');
      const status = statusOfShow(childText(what, 'show').trim());
      if (this.roster.arrived(from, { name: from.resource, priority, status, message }))
        this.#presenceChanged(from, status, priority, message);
    } else if (type === 'unavailable') {
      this.roster.left(from);
      if (this.roster.find(from.bare)) this.#presenceChanged(from, 6, 0, childText(what, 'status'));
    }
  }

  async #answerSubscription(from: Address): Promise<void> {
    const { autoRegister, acceptsSubscriptions, statusMessage, kind } = this.settings;
    if (!autoRegister) return;
    const type = acceptsSubscriptions ? 'subscribed' : 'unsubscribed';
    await this.#send(stanza('presence', { to: from.bare, type }, stanza('status', {}, statusMessage)));
    if (kind === 'component' && acceptsSubscriptions) await this.#showPresence(from.bare);
  }

  #iq(what: Stanza, from: Address): void {
    const { type, id = '' } = what.attributes;
    if (type === 'result' || type === 'error') this.#answers.get(id)?.(what);
    // who registers with a component is asked for their presence, as Asterisk does
    if (type === 'set' && this.settings.kind === 'component' && childOf(what, 'query', REGISTER)?.attributes['xmlns'])
      void this.#send(stanza('presence', { to: from.bare, type: 'subscribe' }));
    const query = type === 'set' ? childOf(what, 'query', ROSTER) : undefined;
    // others than our own server may not touch the roster: RFC 6121 §2.1.6
    if (query && from.bare === this.settings.address.bare) for (const item of query.children) this.#learnContact(item);
  }

  #learnContact({ attributes }: Stanza): void {
    const address = parseAddress(attributes['jid'] ?? '');
    if (!address) return;
    const { subscription = 'none' } = attributes;
    if (subscription === 'remove' && !this.settings.buddies.includes(address.bare)) this.roster.remove(address.bare);
    else this.roster.put(address.bare, subscription === 'remove' ? 'none' : subscription);
  }

  #presenceChanged(
    from: Pick<Address, 'bare' | 'resource'>,
    status: Status,
    priority: number,
    description: string,
  ): void {
    const { bare: address, resource } = from;
    this.#house.bus.publish(presenceChanged, {
      account: this.settings.name,
      address,
      resource,
      status,
      priority,
      description,
    });
  }
}
