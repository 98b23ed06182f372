import type { Clock } from '../../base/clock.ts';
import type { EventBus } from '../../base/event-bus.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import type { ChannelTable } from '../../channel/table.ts';
import { escapeC, writeAmiLine } from '../../clients/ami/index.ts';
import { type ManagerClass, managerClasses } from '../../config/files/manager-conf.ts';
import type { EventWriter, ManagerEventDefinition } from '../../extend/define-event.ts';
import type { EventHeaders, WrittenHeaders } from '../../extend/define-manager-action.ts';
import { managerEventKind } from '../../extend/kinds.ts';
import type { DefinitionLookup } from '../../pbx/ports/registry.ts';
import { bridgeHeaders } from './bridge-headers.ts';
import { ChannelText } from './channel-text.ts';
import { eventHead, writeEventText } from './event-text.ts';

/** One who gets events. */
export interface EventReceiver {
  /** True if events of that class are to be sent. */
  wants(eventClass: ManagerClass): boolean;
  /** One event as it goes over the wire. */
  receive(message: string, eventClass: ManagerClass): void;
}

/** What the hub needs. */
export interface HubHouse {
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly registry: DefinitionLookup;
  readonly channels: ChannelTable;
}

/** What manager.conf says of events. */
export interface HubSettings {
  readonly timestampEvents: boolean;
  /** Events are numbered. Deviation: Asterisk tells the place in its source besides. */
  readonly numbered: boolean;
  readonly channelVariables: readonly string[];
  readonly disabledEvents: ReadonlySet<string>;
}

/** Who wants events of a class; changed in place, so that a listener need not look for it. */
interface Audience {
  receivers: readonly EventReceiver[];
}

/**
 * Sends what happens to every client that wants it. An event is listened for only while somebody wants its class, and is
 * written once, however many get it.
 */
export class EventHub {
  readonly #house: HubHouse;
  readonly #receivers = new Set<EventReceiver>();
  /** Who wants events of a class. */
  readonly #audiences = new Map<ManagerClass, Audience>();
  readonly #subscribed = new Map<ManagerEventDefinition, () => void>();
  /** Writes channels and bridges. */
  readonly writer: EventWriter;
  /** Events are numbered: what manager.conf says, until the console says otherwise. */
  numbered: boolean;
  #settings: HubSettings;
  readonly #text = new ChannelText();
  /** The number of the next event. */
  #serial = 0;

  constructor(house: HubHouse, settings: HubSettings) {
    this.#house = house;
    this.#settings = settings;
    this.numbered = settings.numbered;
    this.writer = {
      channel: (snapshot, prefix = '') => this.#channel(snapshot, prefix),
      step: (snapshot) => this.#step(snapshot),
      bridge: bridgeHeaders,
      escaped: escapeC,
    };
  }

  /** Takes other settings. */
  configure(settings: HubSettings): void {
    this.#settings = settings;
    this.numbered = settings.numbered;
    this.refresh();
  }

  /** Sends events to `receiver` from now on; the returned function ends that. */
  join(receiver: EventReceiver): () => void {
    this.#receivers.add(receiver);
    this.refresh();
    return () => {
      this.#receivers.delete(receiver);
      this.refresh();
    };
  }

  /** To be called when a receiver wants other classes than before, or other events are known. */
  refresh(): void {
    const receivers = [...this.#receivers];
    for (const one of managerClasses)
      this.#audience(one).receivers = receivers.filter((receiver) => receiver.wants(one));
    const known = new Set(this.#house.registry.list(managerEventKind));
    for (const [definition, end] of this.#subscribed) {
      if (known.has(definition) && this.#wanted(definition)) continue;
      end();
      this.#subscribed.delete(definition);
    }
    for (const definition of known) {
      if (!this.#subscribed.has(definition) && this.#wanted(definition)) this.#subscribe(definition);
    }
  }

  /** An event with those headers, as it goes over the wire. @param head from {@link eventHead}. */
  write(head: string, headers: EventHeaders): string {
    let text = head;
    if (this.#settings.timestampEvents) text += `Timestamp: ${(this.#house.clock.now() / 1000).toFixed(6)}\r\n`;
    if (this.numbered) text += `SequenceNumber: ${this.#serial++}\r\n`;
    return text + writeEventText(headers);
  }

  /** Ends all listening. */
  close(): void {
    for (const end of this.#subscribed.values()) end();
    this.#subscribed.clear();
    this.#receivers.clear();
    for (const audience of this.#audiences.values()) audience.receivers = [];
  }

  #audience(eventClass: ManagerClass): Audience {
    const known = this.#audiences.get(eventClass);
    if (known) return known;
    const audience = { receivers: [] };
    this.#audiences.set(eventClass, audience);
    return audience;
  }

  #wanted(definition: ManagerEventDefinition): boolean {
    if (this.#settings.disabledEvents.has(definition.name.toLowerCase())) return false;
    return this.#audience(definition.class).receivers.length > 0;
  }

  #subscribe(definition: ManagerEventDefinition): void {
    const head = eventHead(definition.name, definition.class);
    const audience = this.#audience(definition.class);
    const end = definition.subscribe(
      (topic, listener) => this.#house.bus.on(topic, listener),
      this.writer,
      (headers) => {
        const message = this.write(head, headers);
        for (const receiver of audience.receivers) receiver.receive(message, definition.class);
      },
    );
    this.#subscribed.set(definition, end);
  }

  #channel(snapshot: ChannelSnapshot | undefined, prefix: string): WrittenHeaders {
    if (!snapshot) return '' as WrittenHeaders;
    let text = this.#text.write(snapshot, prefix);
    const { channelVariables } = this.#settings;
    if (channelVariables.length === 0) return text as WrittenHeaders;
    const channel = this.#house.channels.byId(snapshot.uniqueId);
    for (const name of channelVariables)
      text += writeAmiLine(`${prefix}ChanVariable`, `${name}=${channel?.variables.get(name) ?? ''}`);
    return text as WrittenHeaders;
  }

  #step(snapshot: ChannelSnapshot): WrittenHeaders | undefined {
    if (this.#settings.channelVariables.length > 0) return undefined;
    return this.#text.writeStep(snapshot) as WrittenHeaders;
  }
}
