import type { Topic } from '../base/event-bus.ts';
import { definePort } from '../base/port.ts';
import type { BridgeSnapshot } from '../channel/events.ts';
import type { ChannelSnapshot } from '../channel/snapshot.ts';
import type { ManagerClass } from '../config/files/manager-conf.ts';
import type { EventHeaders, ManagerHeaders, WrittenHeaders } from './define-manager-action.ts';

/** What helps to write an event. */
export interface EventWriter {
  /** The headers of a channel in Asterisk's order, the variables of `channelvars` after them. None where there is no channel. @param prefix stands before each name, for example `Dest`. */
  channel(snapshot: ChannelSnapshot | undefined, prefix?: string): WrittenHeaders;
  /** All headers of Newexten, which is told more often than anything else, in one piece; undefined where variables of the channel stand among them. */
  step(snapshot: ChannelSnapshot): WrittenHeaders | undefined;
  /** The headers of a bridge in Asterisk's order. */
  bridge(snapshot: BridgeSnapshot): ManagerHeaders;
  /** A value with C's escapes, as Asterisk writes values of variables. */
  escaped(text: string): string;
}

/** What helps to write events, for actions that answer with the like. The manager interface offers it. */
export const eventWriterPort = definePort<EventWriter>('event-writer');

/** How a manager event is written: one file, one event. */
export interface ManagerEventSpec<T> {
  /** As clients see it, for example `Newchannel`. */
  readonly name: string;
  /** The module it belongs to, without `.so`. */
  readonly module: string;
  /** One line: what has happened, for `manager show event`. */
  readonly synopsis: string;
  /**
   * The names of its headers in order, with blanks between; `[Name]` for one that may lack, `{channel}` and `{bridge}` for all
   * of a channel or bridge, `{channel:Dest}` with that before each name.
   */
  readonly fields: string;
  /** What happened. Built and told only while a client wants it. */
  readonly topic: Topic<T>;
  readonly class: ManagerClass;
  /** What stands after `Event` and `Privilege`; undefined if this happening is none of this event's. */
  headers(payload: T, writer: EventWriter): EventHeaders | undefined;
}

/** An event as the registry keeps it: of what its payload is, only its own functions know. */
export interface ManagerEventDefinition {
  readonly name: string;
  readonly module: string;
  readonly synopsis: string;
  /** @see ManagerEventSpec.fields */
  readonly fields: string;
  readonly class: ManagerClass;
  /** Calls `listener` with the headers of each happening, as `listen` tells of them; the returned function ends that. */
  subscribe(
    listen: <P>(topic: Topic<P>, listener: (payload: P) => void) => () => void,
    writer: EventWriter,
    listener: (headers: EventHeaders) => void,
  ): () => void;
}

/** Defines a manager event. The file exports it as `event`. */
export function defineEvent<T>(spec: ManagerEventSpec<T>): ManagerEventDefinition {
  return {
    name: spec.name,
    module: spec.module,
    synopsis: spec.synopsis,
    fields: spec.fields,
    class: spec.class,
    subscribe: (listen, writer, listener) =>
      listen(spec.topic, (payload) => {
        const headers = spec.headers(payload, writer);
        if (headers) listener(headers);
      }),
  };
}
