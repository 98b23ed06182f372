import type { Clock } from '../base/clock.ts';
import type { EventBus } from '../base/event-bus.ts';
import type { Logger } from '../base/log.ts';
import type { PortFinder } from '../base/port.ts';
import type { ChannelSnapshot } from '../channel/snapshot.ts';
import type { ManagerClass } from '../config/files/manager-conf.ts';

/** Headers of a message, in order. Their text is made safe when it is written; nothing here has to be. */
export type ManagerHeaders = ReadonlyArray<readonly [name: string, value: string]>;

declare const written: unique symbol;

/** Several headers as they go over the wire: only the manager interface makes them, since each must stay on its line. */
export type WrittenHeaders = string & { readonly [written]: true };

/** What an event says, in order. */
export type EventHeaders = WrittenHeaders | ReadonlyArray<ManagerHeaders[number] | WrittenHeaders>;

/** An action as a client sent it. */
export interface ManagerRequest {
  /** All headers, `Action` and `ActionID` included. */
  readonly headers: ManagerHeaders;
  /** The first header of that name, without regard to case; empty if there is none. */
  header(name: string): string;
  /** All headers of that name. */
  all(name: string): readonly string[];
  /** The client's own mark of this action; empty if it gave none. */
  readonly actionId: string;
}

/** The answer to an action. `ActionID` is added by whoever sends it. */
export interface ManagerReply {
  readonly response: 'Success' | 'Error' | 'Goodbye';
  /** What stands before `Message`. */
  readonly before?: ManagerHeaders;
  readonly message?: string;
  /** What stands after it. */
  readonly headers?: ManagerHeaders;
  /** Nothing is sent at all. */
  readonly silent?: boolean;
  /** The session's events that have come meanwhile stand before `events`. */
  readonly caughtUp?: boolean;
  /** Events that belong to the answer, for this client alone: the elements of a list and its end. */
  readonly events?: readonly EventHeaders[];
}

/** The connection on which an action came, as far as actions may change it. */
export interface ManagerSession {
  /** Who is logged in; undefined before that. */
  readonly userName: string | undefined;
  /** The address that the client comes from. */
  readonly remoteHost: string;
  /** `setvar` of the user: variables of the channels it originates. */
  readonly variables: ReadonlyArray<readonly [name: string, value: string]>;
  /** True if the user may do what needs one of these rights. */
  mayWrite(classes: readonly ManagerClass[]): boolean;
  /** Chooses the events that are sent: `on`, `off`, or a list of classes; answers whether any are, or nothing where manager.conf wants no answer. */
  chooseEvents(mask: string): 'On' | 'Off' | undefined;
  /** Lets only events pass that match the expression, or with `!` before it, none that do. A string says why it cannot be. */
  addFilter(expression: string): string | undefined;
  /** Resolves once the session has got an event or another action, or after so long; without a limit for undefined. */
  waitForEvent(limitMs: number | undefined): Promise<void>;
  /** A number to be mixed into the key of a login; the same until the next is asked for. */
  challenge(): string;
  /** Logs in. Resolves with the answer, which for a failure comes late and ends the connection. */
  login(request: ManagerRequest): Promise<ManagerReply>;
  /** Ends the connection once the answer is sent. */
  logOff(): void;
}

/** What an action may use. */
export interface ManagerContext extends PortFinder {
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Logger;
  readonly session: ManagerSession;
  /** The headers of a channel in Asterisk's order. @param prefix stands before each name, for example `Dest`. */
  channelHeaders(snapshot: ChannelSnapshot, prefix?: string): ManagerHeaders;
}

/** An event that only comes in an answer, as `manager show event` tells it. */
export interface AnswerEvent {
  readonly name: string;
  /** One line: what it stands for. */
  readonly synopsis: string;
  /** The names of its headers, as those of other events are written. @see ManagerEventSpec.fields */
  readonly fields: string;
}

/** The event at the end of a list, with no more than what all of them have. */
export function listEnd(name: string): AnswerEvent {
  return { name, synopsis: 'The end of the list.', fields: '[ActionID] EventList ListItems' };
}

/** How a manager action is written: one file, one action. */
export interface ManagerActionSpec {
  readonly name: string;
  /** The Asterisk module it belongs to, without `.so`. */
  readonly module: string;
  /** One line, as ListCommands tells it. */
  readonly synopsis: string;
  /** The names of its headers in order, with blanks between, besides Action and ActionID; `[Name]` for one that may lack. */
  readonly arguments?: string;
  /** A user needs one of these rights; none: everybody who is logged in. */
  readonly classes: readonly ManagerClass[];
  /** The events that its answer has, the one that ends a list last; one that is an event of its own by its name. */
  readonly tells?: ReadonlyArray<AnswerEvent | string>;
  /** May be sent before a login. */
  readonly beforeLogin?: boolean;
  /** Actions of one session run one after another: the next one, and the session's events, wait until this one has answered. */
  run(context: ManagerContext, request: ManagerRequest): ManagerReply | Promise<ManagerReply>;
}

/** An action as the registry keeps it. */
export type ManagerActionDefinition = ManagerActionSpec;

/** Defines a manager action. The file exports it as `action`. */
export function defineManagerAction(spec: ManagerActionSpec): ManagerActionDefinition {
  return spec;
}

/** `Response: Error` with that message. */
export function managerError(message: string): ManagerReply {
  return { response: 'Error', message };
}

/** `Response: Success` with that message. */
export function managerSuccess(message: string): ManagerReply {
  return { response: 'Success', message };
}

/** The mark of the client's action, for the events of its answer; nothing where it gave none. */
export function actionMark(request: ManagerRequest): ManagerHeaders {
  return request.actionId === '' ? [] : [['ActionID', request.actionId]];
}

/** A list as an answer: `EventList: start`, its elements, and an event that ends it. */
export interface ManagerList {
  /** What the answer says, for example `Channels will follow`. */
  readonly message: string;
  /** The events, their marks included. */
  readonly items: readonly EventHeaders[];
  /** The name of the event at the end. */
  readonly complete: string;
  /** What the last event says besides. */
  readonly trailer?: ManagerHeaders;
  /** How many elements there are, where it is not the number of events. */
  readonly count?: number;
}

/** Answers with a list. @see observed: Asterisk 16 */
export function managerList(request: ManagerRequest, list: ManagerList): ManagerReply {
  return {
    response: 'Success',
    before: [['EventList', 'start']],
    message: list.message,
    events: [
      ...list.items,
      [
        ['Event', list.complete],
        ...actionMark(request),
        ['EventList', 'Complete'],
        ['ListItems', String(list.count ?? list.items.length)],
        ...(list.trailer ?? []),
      ],
    ],
  };
}
