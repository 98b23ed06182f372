import { SlotMap } from '../base/slot-map.ts';
import { Channel, type ChannelHost } from './channel.ts';
import { channelCreated } from './events.ts';
import type { DialplanTarget } from './position.ts';
import type { ChannelState } from './state.ts';

/** How a driver asks for a channel. */
export interface ChannelCreation {
  readonly technology: string;
  /** The name without the slash-suffix that makes it unique, for example `alice`; `SIP/alice-0000000a` comes of it. */
  readonly resource: string;
  readonly state: ChannelState;
  readonly start: DialplanTarget;
  /** The whole name, where a technology has its own form (Local pairs, `Calendar/name-hash`). */
  readonly name?: string;
  /** The channel on whose behalf this one is made. */
  readonly requestor?: Channel | undefined;
  /** Preset before the creation is told to anybody. */
  readonly prepare?: (channel: Channel) => void;
}

/** All live channels. One per PBX. */
export class ChannelTable {
  readonly #channels = new SlotMap<string, Channel>();
  readonly #byUniqueId = new SlotMap<string, Channel>();
  readonly #host: ChannelHost;
  /** The unique ids of the channels to be made next. */
  #wantedIds: string[] = [];
  #serial = 0;
  #nameSerial = 0;
  #created = 0;

  constructor(house: Omit<ChannelHost, 'forget'>) {
    this.#host = {
      ...house,
      forget: (channel) => {
        this.#channels.delete(channel.name.toLowerCase());
        this.#byUniqueId.delete(channel.uniqueId);
      },
    };
  }

  /** Makes a channel, tells everybody, and keeps it until it is released. The driver attaches its leg right after. */
  create(creation: ChannelCreation): Channel {
    const uniqueId = this.#wantedIds.shift() ?? `${Math.floor(this.#host.clock.now() / 1000)}.${this.#serial++}`;
    const name =
      creation.name ??
      `${creation.technology}/${creation.resource}-${(this.#nameSerial++).toString(16).padStart(8, '0')}`;
    const channel = new Channel(this.#host, {
      technology: creation.technology,
      name,
      uniqueId,
      linkedId: creation.requestor?.linkedId ?? uniqueId,
      state: creation.state,
      start: creation.start,
    });
    if (creation.requestor) channel.inheritFrom(creation.requestor);
    creation.prepare?.(channel);
    this.#channels.set(name.toLowerCase(), channel);
    this.#byUniqueId.set(uniqueId, channel);
    this.#created++;
    this.#host.bus.publish(channelCreated, channel.snapshot());
    return channel;
  }

  /** Gives the channels that `make` makes these unique ids, in order; whoever asks has seen to it that they are free. */
  withIds<T>(ids: readonly string[], make: () => T): T {
    this.#wantedIds = [...ids];
    try {
      return make();
    } finally {
      this.#wantedIds = [];
    }
  }

  /** The channel of that name (without regard to case) or unique id. */
  find(nameOrUniqueId: string): Channel | undefined {
    return this.#channels.get(nameOrUniqueId.toLowerCase()) ?? this.#byUniqueId.get(nameOrUniqueId);
  }

  /** The channel of that unique id. */
  byId(uniqueId: string): Channel | undefined {
    return this.#byUniqueId.get(uniqueId);
  }

  /** All live channels, oldest first. */
  list(): Channel[] {
    return [...this.#channels.values()];
  }

  get size(): number {
    return this.#channels.size;
  }

  /** How many channels have been made since the start. */
  get created(): number {
    return this.#created;
  }
}
