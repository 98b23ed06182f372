import type { Ms } from '../../base/duration.ts';
import type { Command } from '../engine/protocol.ts';
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
    this.engine.command({ op: 'close', leg: this.id });
    this.released();
  }

  /** What is to be given back on this side. */
  protected released(): void {}
}

/** The owner's handle of an RTP leg. */
export class RtpLegClient extends LegClient implements RtpLeg {
  readonly localPort: number;
  readonly #givePortBack: () => void;

  constructor(engine: LegOwner, id: number, localPort: number, givePortBack: () => void) {
    super(engine, id);
    this.localPort = localPort;
    this.#givePortBack = givePortBack;
  }

  setRemote(remote: RtpRemote): void {
    this.engine.command({ op: 'remote', leg: this.id, remote });
  }

  protected override released(): void {
    this.#givePortBack();
  }
}
