import type { AmiClient } from './client.ts';
import type { AmiMessage } from './event.ts';
import type { AmiChannelHeader } from './headers.ts';

/** A live channel as a manager client knows it. */
export interface AmiChannel {
  readonly name: string;
  readonly uniqueId: string;
  readonly linkedId: string;
  /** As `ChannelStateDesc`: Down, Ring, Ringing, Up, … */
  readonly state: string;
  /** Empty where it is not known. */
  readonly callerNumber: string;
  readonly callerName: string;
  readonly connectedNumber: string;
  readonly connectedName: string;
  readonly context: string;
  readonly exten: string;
  /** Empty outside of a bridge. */
  readonly bridgeId: string;
}

/** Any of these tells all of a channel. */
const TELLING = ['Newchannel', 'Newstate', 'NewCallerid', 'NewConnectedLine', 'BridgeEnter', 'BridgeLeave'] as const;

/**
 * The live channels of a PBX, kept up to date by events and asked for anew after each login, so that what happened without a
 * connection is not missed. Needs the rights to read `call` events and to ask for CoreShowChannels. Its owner closes it.
 */
export class AmiChannels {
  readonly #client: AmiClient;
  readonly #channels = new Map<string, AmiChannel>();
  readonly #listeners = new Set<() => void>();
  readonly #stops: Array<() => void>;
  #complete = false;
  /** Channels that went while the list was being asked for. */
  #goneMeanwhile: Set<string> | undefined;

  constructor(client: AmiClient) {
    this.#client = client;
    this.#stops = [
      ...TELLING.map((name) => client.on(name, (event: AmiMessage<AmiChannelHeader>) => this.#learn(name, event))),
      client.on('Hangup', (event) => this.#forget(event.get('Uniqueid'))),
      client.onUp(() => void this.#resync()),
      client.onDown(() => this.#clear()),
    ];
    if (client.up) void this.#resync();
  }

  /** True while {@link list} holds all channels; false without a connection, and until they have been listed after a login. */
  get complete(): boolean {
    return this.#complete;
  }

  /** All of them, oldest first; none while there is no connection. */
  list(): readonly AmiChannel[] {
    return [...this.#channels.values()];
  }

  /** The channel of that name or unique id. */
  find(nameOrUniqueId: string): AmiChannel | undefined {
    return this.#channels.get(nameOrUniqueId) ?? this.list().find(({ name }) => name === nameOrUniqueId);
  }

  /** Called after each change; the returned function ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#listeners.clear();
  }

  async #resync(): Promise<void> {
    const gone = new Set<string>();
    this.#goneMeanwhile = gone;
    const listed = await this.#client.send('CoreShowChannels', {});
    if (this.#goneMeanwhile !== gone) return; // a later login asks by itself
    this.#goneMeanwhile = undefined;
    if (!listed.ok) return;
    this.#complete = true;
    for (const event of listed.events) {
      if (event.get('Event') !== 'CoreShowChannel') continue;
      const channel = readChannel(event, event.last('BridgeId'));
      if (!gone.has(channel.uniqueId)) this.#channels.set(channel.uniqueId, channel);
    }
    this.#changed();
  }

  #learn(name: (typeof TELLING)[number], event: AmiMessage<AmiChannelHeader>): void {
    const known = this.#channels.get(event.get('Uniqueid'));
    const bridgeId =
      name === 'BridgeEnter' ? event.last('BridgeUniqueid') : name === 'BridgeLeave' ? '' : known?.bridgeId;
    const channel = readChannel(event, bridgeId ?? '');
    this.#channels.set(channel.uniqueId, channel);
    this.#changed();
  }

  #forget(uniqueId: string): void {
    this.#goneMeanwhile?.add(uniqueId);
    if (this.#channels.delete(uniqueId)) this.#changed();
  }

  #clear(): void {
    this.#complete = false;
    this.#channels.clear();
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function readChannel(event: AmiMessage, bridgeId: string): AmiChannel {
  const known = (name: string): string => {
    const value = event.get(name);
    return value === '<unknown>' ? '' : value;
  };
  return {
    name: event.get('Channel'),
    uniqueId: event.get('Uniqueid'),
    linkedId: event.get('Linkedid'),
    state: event.get('ChannelStateDesc'),
    callerNumber: known('CallerIDNum'),
    callerName: known('CallerIDName'),
    connectedNumber: known('ConnectedLineNum'),
    connectedName: known('ConnectedLineName'),
    context: event.get('Context'),
    exten: event.get('Exten'),
    bridgeId,
  };
}
