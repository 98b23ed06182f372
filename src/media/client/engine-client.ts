import { AsterismError } from '../../base/errors.ts';
import { SlotMap } from '../../base/slot-map.ts';
import { isWatched } from '../engine/packet-watches.ts';
import { type Command, type EngineEvent, noStatistics } from '../engine/protocol.ts';
import type {
  BridgeOptions,
  EngineKind,
  LegStatistics,
  MediaBridge,
  MediaEngine,
  MediaLeg,
  MediaRoom,
  PacketWatch,
  PlayEnd,
  RecordEnd,
  RoomOptions,
  RtpLeg,
  RtpLegOptions,
  WatchedPacket,
} from '../facade.ts';
import { LegClient, type LegOwner, type Pending, RtpLegClient } from './leg-client.ts';
import { RoomClient } from './room-client.ts';

/** The way to the core: same thread or another. */
export interface CoreLink {
  /** Takes commands in order; never waits. */
  send(commands: readonly Command[]): void;
  /** Ends the thread, if there is one, after `shut-down` has been obeyed or the engine has broken. */
  end(): Promise<void>;
}

/** An RTP port that has been given out. */
export interface TakenPort {
  /** Even, and the next one is free for RTCP. */
  readonly port: number;
  /** It stands bound already: what comes for it is kept until its leg is there. */
  readonly bound: boolean;
}

/** Gives out RTP ports. */
export interface PortSource {
  /** Undefined when the range is used up. */
  take(address: string): TakenPort | undefined;
  release(address: string, port: number): void;
  /** The core's answer to a `reserve` command. */
  reserved(event: EngineEvent & { type: 'reserved' }): void;
}

/** What an {@link EngineClient} is made of. */
export interface EngineClientParts {
  readonly kind: EngineKind;
  readonly link: CoreLink;
  readonly ports: PortSource;
  /** Told of faults of our own inside the engine: they are never silent. */
  readonly onFault: (message: string) => void;
}

/** Its reactions run as microtasks; queueMicrotask would make a resource of Node's for each. */
const SOON = Promise.resolve();

/** The facade's side of an engine: numbers things, sends commands in batches, hands out what comes back. */
export class EngineClient implements MediaEngine, LegOwner {
  readonly kind: EngineKind;
  readonly #link: CoreLink;
  readonly #ports: PortSource;
  readonly #onFault: (message: string) => void;
  readonly #legs = new SlotMap<number, LegClient>();
  readonly #plays = new SlotMap<number, (end: PlayEnd) => void>();
  readonly #recordings = new SlotMap<number, (end: RecordEnd) => void>();
  readonly #requests = new SlotMap<number, (statistics: LegStatistics) => void>();
  readonly #watches = new Map<PacketWatch, (packet: WatchedPacket) => void>();
  readonly #flushed = (): void => this.flush();
  #commands: Command[] = [];
  #lastId = 0;
  #broken = false;
  #closing: Promise<void> | undefined;
  #shutDown: (() => void) | undefined;

  constructor(parts: EngineClientParts) {
    this.kind = parts.kind;
    this.#link = parts.link;
    this.#ports = parts.ports;
    this.#onFault = parts.onFault;
  }

  openRtpLeg(options: RtpLegOptions): RtpLeg | undefined {
    if (this.#broken || this.#closing) return undefined;
    const taken = this.#ports.take(options.address);
    if (!taken) return undefined;
    const { port, bound } = taken;
    const leg = new RtpLegClient(this, this.nextId(), port, () => this.#ports.release(options.address, port));
    this.#legs.set(leg.id, leg);
    this.command({ op: 'open', leg: leg.id, address: options.address, port, bound, timeoutMs: options.timeoutMs ?? 0 });
    return leg;
  }

  openPipe(): [MediaLeg, MediaLeg] {
    const a = new LegClient(this, this.nextId());
    const b = new LegClient(this, this.nextId());
    this.#legs.set(a.id, a).set(b.id, b);
    this.command({ op: 'pipe', leg: a.id, other: b.id });
    return [a, b];
  }

  openEar(of: MediaLeg, side: 'from' | 'to'): MediaLeg {
    const ear = new LegClient(this, this.nextId());
    this.#legs.set(ear.id, ear);
    this.command({ op: 'ear', leg: ear.id, of: of.id, side });
    return ear;
  }

  openWhisper(into: MediaLeg): MediaLeg {
    const mouth = new LegClient(this, this.nextId());
    this.#legs.set(mouth.id, mouth);
    this.command({ op: 'whisper', leg: mouth.id, of: into.id });
    return mouth;
  }

  bridge(a: MediaLeg, b: MediaLeg, options: BridgeOptions = {}): MediaBridge {
    if (a === b) throw new AsterismError('ME0001', 'a leg cannot be bridged to itself');
    const bridge = this.nextId();
    this.command({ op: 'bridge', bridge, a: a.id, b: b.id, passDigits: options.passDigits ?? true });
    let open = true;
    return {
      close: () => {
        if (open) this.command({ op: 'unbridge', bridge });
        open = false;
      },
    };
  }

  openRoom(options: RoomOptions = {}): MediaRoom {
    return new RoomClient(this, options);
  }

  watchPackets(watch: PacketWatch, onPacket: (packet: WatchedPacket) => void): () => void {
    const own = { ...watch };
    this.#watches.set(own, onPacket);
    this.command({ op: 'watch', watches: [...this.#watches.keys()] });
    return () => {
      if (this.#watches.delete(own)) this.command({ op: 'watch', watches: [...this.#watches.keys()] });
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** True once {@link EngineClient.close} has been called. */
  get closing(): boolean {
    return this.#closing !== undefined;
  }

  /** Queues a command; all of one turn go out together. */
  command(command: Command): void {
    if (this.#broken) return;
    if (this.#commands.push(command) === 1) void SOON.then(this.#flushed);
  }

  /** Sends what is queued now. */
  flush(): void {
    const commands = this.#commands;
    if (commands.length === 0) return;
    this.#commands = [];
    this.#link.send(commands);
  }

  /** Numbers a play, recording or request and waits for its end. */
  awaitPlay(): Pending<PlayEnd> {
    return this.#await(this.#plays, { reason: 'closed', playedMs: 0 });
  }

  awaitRecording(): Pending<RecordEnd> {
    return this.#await(this.#recordings, { reason: 'closed', durationMs: 0 });
  }

  awaitStatistics(): Pending<LegStatistics> {
    return this.#await(this.#requests, noStatistics);
  }

  /** A leg has been closed by its owner: nothing more is told of it. */
  forget(leg: number): void {
    this.#legs.delete(leg);
  }

  /** Hands out what the core tells, in order. */
  receive(events: readonly EngineEvent[]): void {
    for (const event of events) {
      try {
        this.#receive(event);
      } catch (error) {
        this.#onFault(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    }
  }

  /** The engine is gone, unasked: everything under way ends, every leg is told. */
  breakDown(message: string): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#onFault(message);
    this.#endAll();
    for (const leg of [...this.#legs.values()]) {
      try {
        leg.listener.onFailed?.(message);
      } catch (error) {
        this.#onFault(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    }
  }

  #receive(event: EngineEvent): void {
    switch (event.type) {
      case 'digit': {
        const { digit, phase, durationMs } = event;
        this.#legs.get(event.leg)?.listener.onDigit?.({ digit, phase, durationMs });
        return;
      }
      case 'first-packet':
        this.#legs.get(event.leg)?.listener.onFirstPacket?.();
        return;
      case 'timeout':
        this.#legs.get(event.leg)?.listener.onTimeout?.();
        return;
      case 'talk':
        this.#legs.get(event.leg)?.listener.onTalk?.(event.talking, event.sinceMs);
        return;
      case 'tones':
        this.#legs.get(event.leg)?.listener.onTones?.(event.frequenciesHz);
        return;
      case 'failed':
        this.#legs.get(event.leg)?.listener.onFailed?.(event.message);
        return;
      case 'packet':
        for (const [watch, onPacket] of this.#watches) if (isWatched(watch, event.packet)) onPacket(event.packet);
        return;
      case 'play-end':
        settle(this.#plays, event.play, event.end);
        return;
      case 'record-end':
        settle(this.#recordings, event.recording, event.end);
        return;
      case 'statistics':
        settle(this.#requests, event.request, event.statistics);
        return;
      case 'reserved':
        this.#ports.reserved(event);
        return;
      case 'fault':
        this.#onFault(event.message);
        return;
      case 'shut-down':
        this.#shutDown?.();
        return;
    }
  }

  async #close(): Promise<void> {
    if (!this.#broken) {
      await new Promise<void>((resolve) => {
        this.#shutDown = resolve;
        this.command({ op: 'shut-down' });
      });
    }
    this.#broken = true;
    this.#endAll();
    this.#legs.clear();
    await this.#link.end();
  }

  #endAll(): void {
    for (const id of [...this.#plays.keys()]) settle(this.#plays, id, { reason: 'closed', playedMs: 0 });
    for (const id of [...this.#recordings.keys()]) settle(this.#recordings, id, { reason: 'closed', durationMs: 0 });
    for (const id of [...this.#requests.keys()]) settle(this.#requests, id, noStatistics);
    this.#shutDown?.();
  }

  #await<T>(waiting: SlotMap<number, (value: T) => void>, ifBroken: T): Pending<T> {
    const id = this.nextId();
    if (this.#broken) return { id, done: Promise.resolve(ifBroken) };
    return { id, done: new Promise((resolve) => waiting.set(id, resolve)) };
  }

  /** A number for something new; none is given twice. */
  nextId(): number {
    return ++this.#lastId;
  }
}

function settle<T>(waiting: SlotMap<number, (value: T) => void>, id: number, value: T): void {
  const resolve = waiting.get(id);
  waiting.delete(id);
  resolve?.(value);
}
