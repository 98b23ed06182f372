import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { EventBus } from '../../base/event-bus.ts';
import type { Logger } from '../../base/log.ts';
import type { PortFinder } from '../../base/port.ts';
import { type AmiHeaders, AmiReader, writeAmiMessage } from '../../clients/ami/index.ts';
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
import type { NetFault, TcpConnection, TcpHandler } from '../../net/network.ts';
import { registryPort } from '../../pbx/ports/registry.ts';
import { newChallenge } from './credentials.ts';
import { type EventFilter, extendFilter, passes } from './event-filter.ts';
import type { EventReceiver } from './event-hub.ts';
import { parseEventMask } from './event-mask.ts';
import { createRequest } from './request.ts';
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
  /** The session is logged in: it gets events from now on. */
  loggedIn(session: AmiSession): void;
  /** It wants other events than before. */
  wantsChanged(): void;
  /** The connection is gone. */
  ended(session: AmiSession): void;
}

/** The version of the interface: that of Asterisk 16. */
export const AMI_VERSION = '5.0.4';
/** What a client hears first. */
const BANNER = `Asterisk Call Manager/${AMI_VERSION}\r\n`;
/** How late a refused login is answered, so that secrets cannot be guessed fast. */
const REFUSAL_DELAY_MS = 1000;
/** The most actions that may wait for an earlier one; who sends more without waiting for answers is cut off. */
const MOST_WAITING = 1000;
/** The most bytes of events that may wait for an action to end. */
const MOST_HELD_BYTES = 1 << 20;

/** What becomes of an action of Asterisk's that is not built, in words; undefined for one that nobody has. */
function fateOfAction(name: string): string | undefined {
  const [refused, waitsFor] = [whyActionRefused(name), actionWaitsFor(name)];
  if (refused !== undefined) return `${name} is not offered: ${refused}.`;
  return waitsFor === undefined ? undefined : `${name} waits for ${waitsFor}.`;
}

/** What a client hears of a message that cannot be taken. */
const REASONS = {
  'line-too-long': 'Failed to process message: line too long',
  'too-many-headers': 'Too many lines in message or allocation failure',
} as const;

/**
 * One client. Its actions run one after another; while one runs, the events for this client wait, so that what an
 * action causes is told after its answer. What is sent in one turn of the event loop leaves in one piece.
 */
export class AmiSession implements ManagerSession, EventReceiver, TcpHandler {
  readonly remoteHost: string;
  readonly remote: Address;
  readonly local: Address;
  /** Tells it from others in security events. */
  readonly id: string;
  /** When it logged in, in epoch milliseconds; 0 before that. */
  loggedInMs = 0;
  readonly #house: SessionHouse;
  readonly #connection: TcpConnection;
  readonly #reader = new AmiReader();
  readonly #waiting: Array<AmiHeaders | { readonly fault: keyof typeof REASONS }> = [];
  readonly #context: ManagerContext;
  #user: ManagerUser | undefined;
  #mask: ReadonlySet<ManagerClass> = parseEventMask('on');
  #filter: EventFilter | undefined;
  #challenge: string | undefined;
  #wake: (() => void) | undefined;
  #running = false;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #out: Buffer[] = [];
  #closing = false;
  #closed = false;

  /** @param serial a number that no other session has. */
  constructor(house: SessionHouse, connection: TcpConnection, serial: number) {
    this.#house = house;
    this.#connection = connection;
    this.remoteHost = connection.remote.host;
    this.remote = connection.remote;
    this.local = connection.local;
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
    this.#send(Buffer.from(BANNER));
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
    return this.#mask.has(eventClass) && this.#user?.read.has(eventClass) === true;
  }

  receive(message: Buffer): void {
    if (this.#closed) return;
    if (this.#filter && !passes(this.#filter, message.toString('utf8'))) return;
    if (!this.#running) {
      this.#send(message);
      return;
    }
    this.#held.push(message);
    this.#wake?.();
    this.#heldBytes += message.length;
    if (this.#heldBytes > MOST_HELD_BYTES) {
      this.#house.log.warning(
        `Manager '${this.userName}' from ${this.remoteHost} cannot keep up with its events, hanging up on it`,
      );
      this.close();
    }
  }

  chooseEvents(mask: string): 'On' | 'Off' {
    this.#mask = parseEventMask(mask);
    this.#house.wantsChanged();
    return this.#mask.size > 0 ? 'On' : 'Off';
  }

  addFilter(expression: string): string | undefined {
    const extended = extendFilter(this.#filter, expression);
    if ('error' in extended) return extended.error;
    this.#filter = extended;
    return undefined;
  }

  async waitForEvent(limitMs: number | undefined): Promise<void> {
    if (this.#held.length > 0 || this.#waiting.length > 0 || this.#closed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = limitMs === undefined ? undefined : this.#house.clock.after(limitMs, resolve);
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
    const outcome = this.#house.authenticate(this, request);
    if ('refused' in outcome) {
      await this.#house.clock.sleep(REFUSAL_DELAY_MS);
      this.#closing = true;
      return managerError(outcome.refused);
    }
    this.#user = outcome.user;
    this.loggedInMs = this.#house.clock.now();
    this.#filter = outcome.user.filter;
    const mask = request.header('Events');
    if (mask !== '') this.#mask = parseEventMask(mask);
    this.#house.loggedIn(this);
    return managerSuccess('Authentication accepted');
  }

  logOff(): void {
    this.#closing = true;
  }

  onData(chunk: Buffer): void {
    for (const read of this.#reader.push(chunk)) {
      if (this.#waiting.length >= MOST_WAITING) {
        this.#house.log.warning(`Manager client ${this.remoteHost} does not wait for answers, hanging up on it`);
        this.close();
        return;
      }
      this.#waiting.push('fault' in read ? read : read.headers);
    }
    if (!this.#running) void this.#work();
    else if (this.#waiting.length > 0) this.#wake?.();
  }

  onClose(fault?: NetFault): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#wake?.();
    if (fault?.code === 'EBACKLOG') {
      this.#house.log.warning(
        `Manager '${this.userName}' from ${this.remoteHost} does not read what it is sent, hung up on it`,
      );
    }
    this.#house.ended(this);
  }

  /** Hangs up. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#flush();
    this.#connection.close();
    this.onClose();
  }

  /** Runs what waits, in order; without an await wherever an action needs none. */
  async #work(): Promise<void> {
    this.#running = true;
    for (let next = this.#waiting.shift(); next && !this.#closed; next = this.#waiting.shift()) {
      if ('fault' in next) {
        this.#send(
          writeAmiMessage([
            ['Response', 'Error'],
            ['Message', REASONS[next.fault]],
          ]),
        );
        continue;
      }
      const request = createRequest(next);
      const pending = this.#run(request);
      this.#answer(request, pending instanceof Promise ? await pending : pending);
      if (this.#closing) {
        this.close();
        return;
      }
      this.#release();
    }
    this.#running = false;
  }

  #run(request: ManagerRequest): ManagerReply | Promise<ManagerReply> {
    const name = request.header('Action');
    if (name === '') return managerError('Missing action in request');
    const action = this.#house.ports.use(registryPort).find(managerActionKind, name);
    if (!this.#user && !action?.beforeLogin) return this.#forbidden(name);
    if (!action) {
      const fate = fateOfAction(name);
      if (fate !== undefined) return managerError(fate);
      this.#house.tell(this, 'RequestBadFormat', [['RequestType', `Action: ${name}`]]);
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
    this.#house.tell(this, 'RequestNotAllowed', [['RequestType', `Action: ${name}`]]);
    return managerError('Permission denied');
  }

  #failed(name: string, error: unknown): ManagerReply {
    this.#house.log.error(`manager action ${name} failed: ${messageOf(error)}`);
    return managerError(`${name} failed`);
  }

  #answer(request: ManagerRequest, reply: ManagerReply): void {
    const headers: Array<readonly [string, string]> = [['Response', reply.response]];
    if (request.actionId !== '') headers.push(['ActionID', request.actionId]);
    if (reply.before) headers.push(...reply.before);
    if (reply.message !== undefined) headers.push(['Message', reply.message]);
    if (reply.headers) headers.push(...reply.headers);
    this.#send(writeAmiMessage(headers));
    if (reply.caughtUp) this.#release();
    for (const event of reply.events ?? []) this.#send(writeAmiMessage(event));
  }

  /** Sends the events that have waited for an action's end. */
  #release(): void {
    for (const event of this.#held) this.#send(event);
    this.#held = [];
    this.#heldBytes = 0;
  }

  #send(message: Buffer): void {
    if (this.#closed) return;
    this.#out.push(message);
    if (this.#out.length === 1) queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    const { length } = this.#out;
    if (length === 0) return;
    const [only] = this.#out;
    this.#connection.write(length === 1 && only ? only : Buffer.concat(this.#out));
    this.#out = [];
  }
}
