import type { Ms } from '../../base/duration.ts';
import type { Command, EngineEvent } from '../engine/protocol.ts';
import type {
  AudioEffect,
  JitterOptions,
  LegListener,
  LegStatistics,
  MediaLeg,
  PlayEnd,
  PlayItem,
  Playing,
  PlayRepeat,
  RecordEnd,
  Recording,
  RecordOptions,
  RtpLeg,
  RtpRemote,
} from '../facade.ts';

/** What a leg's handle needs of its engine. */
export interface LegOwner {
  command(command: Command): void;
  awaitPlay(): Pending<PlayEnd>;
  awaitRecording(): Pending<RecordEnd>;
  awaitStatistics(): Pending<LegStatistics>;
  forget(leg: number): void;
  /** A number for something new. */
  nextId(): number;
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
  /** @param sound its sockets were bound. @returns whether they are to stay so. */
  release(address: string, port: number, sound: boolean): boolean;
  /** The core's answer to a `reserve` command. */
  reserved(event: EngineEvent & { type: 'reserved' }): void;
}

/** The number of something under way, and its end. */
export interface Pending<T> {
  readonly id: number;
  readonly done: Promise<T>;
}

/** The owner's handle of a leg; all it does is send commands. */
export class LegClient implements MediaLeg {
  readonly id: number;
  listener: LegListener = {};
  protected readonly engine: LegOwner;
  #closed = false;

  constructor(engine: LegOwner, id: number) {
    this.engine = engine;
    this.id = id;
  }

  play(items: readonly PlayItem[], repeat: PlayRepeat = {}): Playing {
    const { id, done } = this.engine.awaitPlay();
    this.engine.command({ op: 'play', leg: this.id, play: id, items, repeat });
    return { done, stop: () => this.engine.command({ op: 'stop-play', leg: this.id, play: id }) };
  }

  record(options: RecordOptions): Recording {
    const { id, done } = this.engine.awaitRecording();
    this.engine.command({ op: 'record', leg: this.id, recording: id, options });
    return {
      done,
      stop: (trimMs = 0) => this.engine.command({ op: 'stop-record', recording: id, trimMs }),
      pause: (on) => this.engine.command({ op: 'pause-record', recording: id, on }),
    };
  }

  sendDigit(digit: string, durationMs: Ms): void {
    this.engine.command({ op: 'digit', leg: this.id, digit, durationMs });
  }

  echo(on: boolean): void {
    this.engine.command({ op: 'echo', leg: this.id, on });
  }

  detectTalk(options: { readonly threshold: number; readonly silenceMs: Ms; readonly talkMs?: Ms } | null): void {
    this.engine.command({ op: 'talk', leg: this.id, options });
  }

  detectTones(options: { readonly frequenciesHz: readonly number[]; readonly blockMs: 20 | 40 } | null): void {
    this.engine.command({ op: 'tones', leg: this.id, options });
  }

  shape(side: 'from' | 'to', effects: readonly AudioEffect[]): void {
    this.engine.command({ op: 'shape', leg: this.id, side, effects });
  }

  dejitter(options: JitterOptions | null): void {
    this.engine.command({ op: 'dejitter', leg: this.id, options });
  }

  mute(what: { readonly send?: boolean; readonly receive?: boolean }): void {
    this.engine.command({ op: 'mute', leg: this.id, send: what.send, receive: what.receive });
  }

  statistics(): Promise<LegStatistics> {
    const { id, done } = this.engine.awaitStatistics();
    this.engine.command({ op: 'statistics', leg: this.id, request: id });
    return done;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.listener = {};
    this.engine.forget(this.id);
    this.engine.command({ op: 'close', leg: this.id, keepPort: this.givePortBack() });
  }

  /** @returns whether the sockets are to stay bound. */
  protected givePortBack(): boolean {
    return false;
  }
}

/** The owner's handle of an RTP leg. */
export class RtpLegClient extends LegClient implements RtpLeg {
  readonly localPort: number;
  readonly #address: string;
  readonly #ports: PortSource;
  /** It can carry nothing: its port could not be had, or the far end's address is none. */
  failed = false;

  constructor(engine: LegOwner, id: number, ports: PortSource, address: string, localPort: number) {
    super(engine, id);
    this.#ports = ports;
    this.#address = address;
    this.localPort = localPort;
  }

  setRemote(remote: RtpRemote): void {
    this.engine.command({ op: 'remote', leg: this.id, remote });
  }

  protected override givePortBack(): boolean {
    return this.#ports.release(this.#address, this.localPort, !this.failed);
  }
}
