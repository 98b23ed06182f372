import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { EventBus } from '../../base/event-bus.ts';
import type { Logger } from '../../base/log.ts';
import type { PortFinder } from '../../base/port.ts';
import { writeAmiText } from '../../clients/ami/index.ts';
import type { ManagerClass } from '../../config/files/manager-conf.ts';
import {
  type ManagerContext,
  type ManagerHeaders,
  type ManagerReply,
  type ManagerRequest,
  type ManagerSession,
  managerError,
  managerSuccess,
} from '../../extend/define-manager-action.ts';
import { managerActionKind } from '../../extend/kinds.ts';
import { actionWaitsFor, whyActionRefused } from '../../extend/not-built.ts';
import type { SecurityKind } from '../../extend/security-event.ts';
import type { Address } from '../../net/address.ts';
import { registryPort } from '../../pbx/ports/registry.ts';
import { newChallenge } from './credentials.ts';
import { type EventFilter, extendFilter, passes } from './event-filter.ts';
import type { EventReceiver } from './event-hub.ts';
import { asksForAll, parseEventMask } from './event-mask.ts';
import { writeEventText } from './event-text.ts';
import type { ManagerUser } from './settings.ts';
import { snapshotHeaders } from './snapshot-headers.ts';

/** What came of a login: the user, or a refusal. */
export type LoginOutcome = { readonly user: ManagerUser } | { readonly refused: string };

/** What a session needs of the interface it belongs to. */
export interface SessionHouse {
  readonly ports: PortFinder;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Logger;
  /** Tells what concerns security of a session. @param details what belongs to this kind alone. */
  tell(session: AmiSession, kind: SecurityKind, details?: ManagerHeaders, account?: string): void;
  /** Checks who somebody says he is; the reason for the log is told by whoever checks. */
  authenticate(session: AmiSession, request: ManagerRequest): LoginOutcome;
  /** Action Events answers nothing where all are asked for: brokeneventsaction. */
  readonly quietEvents: boolean;
  /** The session is logged in: it gets events from now on. */
  loggedIn(session: AmiSession): void;
  /** It wants other events than before. */
  wantsChanged(): void;
  /** The connection is gone. */
  ended(session: AmiSession): void;
}

/** How late a refused login is answered, so that secrets cannot be guessed fast. */
const REFUSAL_DELAY_MS = 1000;
/** The most filters that a client may add; each is tried on every event. */
const MOST_FILTERS = 200;
/** The most bytes of events that may wait: for an action to end, or over HTTP for the next WaitEvent. */
const MOST_HELD_BYTES = 1 << 20;

/** What becomes of an action of Asterisk's that is not built, in words; undefined for one that nobody has. */
function fateOfAction(name: string): string | undefined {
  const [refused, waitsFor] = [whyActionRefused(name), actionWaitsFor(name)];
  if (refused !== undefined) return `${name} is not offered: ${refused}.`;
  return waitsFor === undefined ? undefined : `${name} waits for ${waitsFor}.`;
}

/** How a client is connected. */
export interface SessionEnds {
  readonly remote: Address;
  readonly local: Address;
  readonly protocol: 'TCP' | 'TLS';
}

/**
 * One client, however it is connected: who it is, what it may, what it wants to hear, and how an action of its runs. Events that
 * come while they are not to be sent are held, in order and bounded.
 */
export abstract class AmiSession implements ManagerSession, EventReceiver {
  readonly remote: Address;
  readonly local: Address;
  readonly protocol: SessionEnds['protocol'];
  /** How the log calls such a client: `HTTP Manager`. */
  abstract readonly kind: string;
  /** How the log tells that it is over. */
  farewell: 'logged off' | 'timed out' = 'logged off';
  /** How it tells that it has begun. */
  greeting: 'logged on' | 'logged in' = 'logged on';
  /** Tells it from others in security events. */
  readonly id: string;
  /** When it logged in, in epoch milliseconds; 0 before that. */
  loggedInMs = 0;
  protected readonly house: SessionHouse;
  readonly #context: ManagerContext;
  #user: ManagerUser | undefined;
  #mask: ReadonlySet<ManagerClass> = parseEventMask('on');
  #filter: EventFilter | undefined;
  /** Filters that the client has added itself. */
  #added = 0;
  #challenge: string | undefined;
  #wake: (() => void) | undefined;
  #held: Array<{ readonly message: string; readonly eventClass: ManagerClass }> = [];
  #heldBytes = 0;
  #ending = false;
  #ended = false;

  /** @param serial a number that no other session has. */
  constructor(house: SessionHouse, { remote, local, protocol }: SessionEnds, serial: number) {
    this.house = house;
    this.remote = remote;
    this.local = local;
    this.protocol = protocol;
    this.id = `0x${serial.toString(16)}`;
    const { ports, clock, bus, log } = house;
    this.#context = {
      channelHeaders: snapshotHeaders,
      use: (port) => ports.use(port),
      has: (port) => ports.has(port),
      clock,
      bus,
      log,
      session: this,
    };
  }

  /** Ends it. Idempotent. */
  abstract close(): void;

  /** Hands out one message. */
  protected abstract send(message: string): void;

  /** True while events must wait. */
  protected abstract get holding(): boolean;

  /** True if another action waits, which ends a wait for events. */
  protected abstract get hurried(): boolean;

  get remoteHost(): string {
    return this.remote.host;
  }

  get user(): ManagerUser | undefined {
    return this.#user;
  }

  get userName(): string | undefined {
    return this.#user?.name;
  }

  /** The configuration was read again: the user's rights as they are now. */
  set user(user: ManagerUser) {
    this.#user = user;
  }

  get variables(): ReadonlyArray<readonly [name: string, value: string]> {
    return this.#user?.variables ?? [];
  }

  mayWrite(classes: readonly ManagerClass[]): boolean {
    const { write } = this.#user ?? { write: new Set<ManagerClass>() };
    return classes.length === 0 || classes.some((one) => write.has(one));
  }

  wants(eventClass: ManagerClass): boolean {
    return this.#mask.has(eventClass) && this.mayRead(eventClass);
  }

  protected mayRead(eventClass: ManagerClass): boolean {
    return this.#user?.read.has(eventClass) === true;
  }

  /** The classes of events that were asked for. */
  protected get mask(): ReadonlySet<ManagerClass> {
    return this.#mask;
  }

  /** @param filtered false for what no filter keeps away. */
  receive(message: string, eventClass: ManagerClass, filtered = true): void {
    if (this.#ended) return;
    if (!this.hears(eventClass)) return;
    if (filtered && this.#filter && !passes(this.#filter, message)) return;
    if (!this.holding) {
      this.send(message);
      return;
    }
    this.#held.push({ message, eventClass });
    this.#wake?.();
    this.#heldBytes += message.length;
    if (this.#heldBytes > MOST_HELD_BYTES) this.overflow();
  }

  /** More events wait than may. */
  protected abstract overflow(): void;

  /** Lets go of the older half of the events that wait. */
  protected forgetOldest(): void {
    while (this.#heldBytes > MOST_HELD_BYTES / 2)
      this.#heldBytes -= this.#held.shift()?.message.length ?? this.#heldBytes;
  }

  chooseEvents(mask: string): 'On' | 'Off' | undefined {
    if (mask === '') return this.house.quietEvents ? undefined : 'Off';
    this.#mask = parseEventMask(mask);
    this.#held = this.#held.filter(({ eventClass }) => this.hears(eventClass));
    this.#heldBytes = this.#held.reduce((sum, { message }) => sum + message.length, 0);
    this.house.wantsChanged();
    if (this.house.quietEvents && asksForAll(mask)) return undefined;
    return this.#mask.size > 0 ? 'On' : 'Off';
  }

  addFilter(expression: string): string | undefined {
    if (this.#added >= MOST_FILTERS) return `there are ${MOST_FILTERS} already`;
    const extended = extendFilter(this.#filter, expression);
    if ('error' in extended) return extended.error;
    this.#filter = extended;
    this.#added++;
    return undefined;
  }

  async waitForEvent(limitMs: number | undefined): Promise<void> {
    if (this.#held.length > 0 || this.hurried || this.#ended) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = limitMs === undefined ? undefined : this.house.clock.after(limitMs, resolve);
    this.#wake = resolve;
    await promise;
    this.#wake = undefined;
    timer?.cancel();
  }

  challenge(): string {
    this.#challenge ??= newChallenge();
    return this.#challenge;
  }

  /** The challenge that was handed out. */
  get challenged(): string | undefined {
    return this.#challenge;
  }

  async login(request: ManagerRequest): Promise<ManagerReply> {
    if (this.#user) return managerSuccess('Already authenticated');
    const outcome = this.house.authenticate(this, request);
    if ('refused' in outcome) {
      const { log } = this.house;
      log.verbose(
        2,
        `${this.kind.replace('Manager', 'Connect')} attempt from '${this.remoteHost}' unable to authenticate`,
      );
      await this.house.clock.sleep(REFUSAL_DELAY_MS);
      this.#ending = true;
      return managerError(outcome.refused);
    }
    this.enter(outcome.user);
    const mask = request.header('Events');
    if (mask !== '') this.#mask = parseEventMask(mask);
    this.house.loggedIn(this);
    return managerSuccess('Authentication accepted');
  }

  /** It is this user from now on. */
  enter(user: ManagerUser): void {
    this.#user = user;
    this.loggedInMs = this.house.clock.now();
    this.#filter = user.filter;
  }

  logOff(): void {
    this.#ending = true;
  }

  /** It is over: nothing is sent any more, and a wait for events ends. @returns false if it was over already. */
  protected end(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    this.#wake?.();
    this.house.ended(this);
    return true;
  }

  protected get ended(): boolean {
    return this.#ended;
  }

  /** True once an action has asked for the end, which comes when it is answered. */
  protected get ending(): boolean {
    return this.#ending;
  }

  /** Ends a wait for events, since there is something else to do. */
  protected hurry(): void {
    this.#wake?.();
  }

  /** Runs an action; without a promise where it needs none. */
  protected run(request: ManagerRequest): ManagerReply | Promise<ManagerReply> {
    const name = request.header('Action');
    if (name === '') {
      this.house.tell(this, 'RequestBadFormat', [['RequestType', 'Action: NONE']]);
      return managerError('Missing action in request');
    }
    const action = this.house.ports.use(registryPort).find(managerActionKind, name);
    if (!this.#user && !action?.beforeLogin) return this.#forbidden(name);
    if (!action) {
      const fate = fateOfAction(name);
      if (fate !== undefined) return managerError(fate);
      this.house.tell(this, 'RequestBadFormat', [['RequestType', `Action: ${name}`]]);
      return managerError(`Invalid/unknown command: ${name}. Use Action: ListCommands to show available commands.`);
    }
    if (this.#user && !this.mayWrite(action.classes)) return this.#forbidden(name);
    try {
      const reply = action.run(this.#context, request);
      return reply instanceof Promise ? reply.catch((error) => this.#failed(name, error)) : reply;
    } catch (error) {
      return this.#failed(name, error);
    }
  }

  #forbidden(name: string): ManagerReply {
    this.house.tell(this, 'RequestNotAllowed', [['RequestType', `Action: ${name}`]]);
    return managerError('Permission denied');
  }

  #failed(name: string, error: unknown): ManagerReply {
    this.house.log.error(`manager action ${name} failed: ${messageOf(error)}`);
    return managerError(`${name} failed`);
  }

  /** Sends what came of an action. */
  protected answer(request: ManagerRequest, reply: ManagerReply): void {
    if (reply.silent) return;
    const headers: Array<readonly [string, string]> = [['Response', reply.response]];
    if (request.actionId !== '') headers.push(['ActionID', request.actionId]);
    if (reply.before) headers.push(...reply.before);
    if (reply.message !== undefined) headers.push(['Message', reply.message]);
    if (reply.headers) headers.push(...reply.headers);
    this.send(writeAmiText(headers));
    if (reply.caughtUp) this.release();
    for (const event of reply.events ?? []) this.send(writeEventText(event));
  }

  /** Whether an event of that class is to be told; asked when it comes, and again when other classes are asked for. */
  protected hears(_eventClass: ManagerClass): boolean {
    return true;
  }

  /** Sends the events that have waited. */
  protected release(): void {
    for (const { message } of this.#held) this.send(message);
    this.#held = [];
    this.#heldBytes = 0;
  }
}
