import type { Ms } from '../../base/duration.ts';
import { messageOf } from '../../base/errors.ts';
import { SoundCache } from '../format/sound-cache.ts';
import { MAX_PACKET_BYTES, RtpHeader } from '../rtp/packet.ts';
import { TalkDetector } from '../tone/talk-detector.ts';
import { ToneMeter } from '../tone/tone-meter.ts';
import { EarLeg } from './ear-leg.ts';
import { JitterBuffer } from './jitter-buffer.ts';
import type { Leg } from './leg.ts';
import { PacketWatches } from './packet-watches.ts';
import { PipeLeg } from './pipe-leg.ts';
import { Player } from './player.ts';
import { type Command, type EngineEvent, noStatistics, type RoomCommand } from './protocol.ts';
import { Recorder } from './recorder.ts';
import { Rooms, type RoomsHost } from './rooms.ts';
import { BridgeRoute, echoRoute } from './route.ts';
import { RtpLeg, type RtpSocket } from './rtp-leg.ts';
import { shaperOf } from './shaper.ts';
import { WhisperLeg } from './whisper-leg.ts';

/** The commands about a leg that exists (or has ended meanwhile). */
type LegCommand = Exclude<
  Command,
  {
    op:
      | 'open'
      | 'pipe'
      | 'ear'
      | 'whisper'
      | 'bridge'
      | 'unbridge'
      | 'stop-record'
      | 'pause-record'
      | 'watch'
      | 'reserve'
      | 'shut-down'
      | RoomCommand['op'];
  }
>;

/** What the core needs of the world: sockets, random numbers, and somebody to tell. */
export interface CorePorts {
  /** A socket pair on `port` and the port after it, for `leg()` once that exists. @throws Error when it cannot be had. */
  openSocket(address: string, port: number, leg: () => RtpLeg | undefined): RtpSocket;
  /** Binds ahead as many of `ports` as can be had, and emits `reserved` then. */
  reserve(address: string, ports: readonly number[]): void;
  /** A random number of 0 to 2^32 - 1. */
  random(): number;
  emit(event: EngineEvent): void;
}

/**
 * The engine proper: legs and what joins them, moved by three things only, all synchronous: a command, a datagram, and a
 * tick every 20 ms. Whoever drives it (the worker's loop, node:dgram, a Clock) sets {@link MediaCore.nowMs} before each.
 */
export class MediaCore implements RoomsHost {
  /** Milliseconds that only grow. */
  nowMs: Ms = 0;
  /** True once `shut-down` has been obeyed. */
  over = false;
  readonly watches = new PacketWatches();
  readonly #ports: CorePorts;
  readonly #legs = new Map<number, Leg>();
  readonly #bridges = new Map<number, BridgeRoute>();
  readonly #recorders = new Map<number, Recorder>();
  readonly #sounds = new SoundCache();
  readonly #rooms = new Rooms(this, this.#sounds);
  readonly #scratch = { header: new RtpHeader(), packet: new Uint8Array(MAX_PACKET_BYTES) };
  readonly #talk = new Map<Leg, TalkDetector>();
  readonly #tones = new Map<Leg, ToneMeter>();

  constructor(ports: CorePorts) {
    this.#ports = ports;
  }

  emit(event: EngineEvent): void {
    this.#ports.emit(event);
  }

  /** True while {@link MediaCore.tick} is wanted every 20 ms. */
  get busy(): boolean {
    for (const leg of this.#legs.values()) if (leg.busy) return true;
    return this.#rooms.busy;
  }

  /** Moves everything on by 20 ms. A leg that fails is ended and reported; the others go on. */
  tick(): void {
    for (const leg of this.#legs.values()) {
      try {
        if (leg.busy) leg.tick(this.nowMs);
      } catch (error) {
        this.fail(leg, error);
      }
    }
    this.#rooms.tick(this.nowMs);
  }

  leg(id: number): Leg | undefined {
    return this.#legs.get(id);
  }

  /** Obeys a command. A fault in it ends the leg that it is about and is reported. */
  apply(command: Command): void {
    try {
      this.#apply(command);
    } catch (error) {
      this.fail('leg' in command ? this.#legs.get(command.leg) : undefined, error);
    }
  }

  /** Reports a fault of our own and ends the leg in which it showed. */
  fail(leg: Leg | undefined, error: unknown): void {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.emit({ type: 'fault', message });
    if (!leg) return;
    this.emit({ type: 'failed', leg: leg.id, message: messageOf(error) });
    try {
      this.#close(leg);
    } catch (closing) {
      this.emit({ type: 'fault', message: messageOf(closing) });
    }
  }

  #apply(command: Command): void {
    switch (command.op) {
      case 'open':
        this.#open(command);
        return;
      case 'pipe':
        for (const leg of PipeLeg.pair(command.leg, command.other, this)) this.#legs.set(leg.id, leg);
        return;
      case 'ear':
      case 'whisper':
        this.#attach(command);
        return;
      case 'bridge':
        this.#bridge(command);
        return;
      case 'unbridge':
        this.#bridges.get(command.bridge)?.close();
        this.#bridges.delete(command.bridge);
        return;
      case 'stop-record':
        this.#recorders.get(command.recording)?.stop(command.trimMs);
        return;
      case 'pause-record':
        this.#recorders.get(command.recording)?.pause(command.on, this.nowMs);
        return;
      case 'open-room':
      case 'close-room':
      case 'join-room':
      case 'change-member':
      case 'leave-room':
      case 'play-room':
      case 'stop-play-room':
      case 'record-room':
        this.#rooms.apply(command);
        return;
      case 'watch':
        this.watches.set(command.watches);
        return;
      case 'reserve':
        this.#ports.reserve(command.address, command.ports);
        return;
      case 'shut-down':
        this.#shutDown();
        return;
      default:
        this.#applyToLeg(command, this.#legs.get(command.leg));
    }
  }

  #applyToLeg(command: LegCommand, leg: Leg | undefined): void {
    switch (command.op) {
      case 'close':
        if (leg) this.#close(leg);
        return;
      case 'remote':
        if (leg instanceof RtpLeg) leg.setRemote(command.remote);
        return;
      case 'play':
        if (leg) leg.startPlaying(new Player(command.play, command.items, this.#sounds, leg.codec, command.repeat));
        else this.emit({ type: 'play-end', play: command.play, end: { reason: 'closed', playedMs: 0 } });
        return;
      case 'stop-play':
        if (leg?.player?.id === command.play) leg.endPlaying('stopped');
        return;
      case 'record':
        if (leg) this.#record(leg, command);
        else this.emit({ type: 'record-end', recording: command.recording, end: { reason: 'closed', durationMs: 0 } });
        return;
      case 'digit':
        leg?.sendDigit(command.digit, command.durationMs);
        return;
      case 'echo':
        if (command.on) leg?.setRoute(echoRoute);
        else if (leg?.route === echoRoute) leg.setRoute(undefined);
        return;
      case 'talk':
        if (leg) this.#detectTalk(leg, command);
        return;
      case 'tones':
        if (leg) this.#detectTones(leg, command);
        return;
      case 'shape':
        if (leg) leg.shape(command.side, shaperOf(command.effects));
        return;
      case 'dejitter':
        leg?.dejitter(command.options ? new JitterBuffer(command.options) : undefined);
        return;
      case 'mute':
        if (!leg) return;
        leg.sendMuted = command.send ?? leg.sendMuted;
        leg.receiveMuted = command.receive ?? leg.receiveMuted;
        return;
      case 'statistics': {
        const statistics = leg instanceof RtpLeg ? leg.statistics() : noStatistics;
        this.emit({ type: 'statistics', request: command.request, statistics });
        return;
      }
    }
  }

  #open(command: Command & { op: 'open' }): void {
    let leg: RtpLeg | undefined;
    let socket: RtpSocket;
    try {
      socket = this.#ports.openSocket(command.address, command.port, () => leg);
    } catch (error) {
      const message = `cannot bind ${command.address} port ${command.port}: ${messageOf(error)}`;
      this.emit({ type: 'failed', leg: command.leg, message });
      return;
    }
    const numbers = [this.#ports.random(), this.#ports.random(), this.#ports.random()] as const;
    leg = new RtpLeg(command.leg, this, socket, this.#scratch, command.timeoutMs, numbers);
    this.#legs.set(command.leg, leg);
  }

  /** A leg that listens to, or speaks into, another one; where that has ended, it is one to which nothing happens. */
  #attach(command: Command & { op: 'ear' | 'whisper' }): void {
    const target = this.#legs.get(command.of);
    if (!target) return;
    const leg =
      command.op === 'ear'
        ? new EarLeg(command.leg, this, target, command.side)
        : new WhisperLeg(command.leg, this, target);
    this.#legs.set(command.leg, leg);
  }

  #bridge(command: Command & { op: 'bridge' }): void {
    const a = this.#legs.get(command.a);
    const b = this.#legs.get(command.b);
    if (a && b && a !== b) this.#bridges.set(command.bridge, new BridgeRoute(a, b, command.passDigits));
  }

  #record(leg: Leg, command: Command & { op: 'record' }): void {
    const recorder = this.openRecorder(command);
    if (recorder) leg.taps.push(recorder);
  }

  openRecorder(command: Command & { op: 'record' | 'record-room' }): Recorder | undefined {
    const id = command.recording;
    const recorder = new Recorder(id, command.options, this.nowMs, (end) => {
      this.#recorders.delete(id);
      this.emit({ type: 'record-end', recording: id, end });
    });
    if (recorder.over) return undefined;
    this.#recorders.set(id, recorder);
    return recorder;
  }

  #detectTalk(leg: Leg, command: Command & { op: 'talk' }): void {
    this.#talk.get(leg)?.close();
    this.#talk.delete(leg);
    if (!command.options) return;
    const detector = new TalkDetector(command.options, (talking, sinceMs) =>
      this.emit({ type: 'talk', leg: leg.id, talking, sinceMs }),
    );
    this.#talk.set(leg, detector);
    leg.taps.push(detector);
  }

  #detectTones(leg: Leg, command: Command & { op: 'tones' }): void {
    this.#tones.get(leg)?.close();
    this.#tones.delete(leg);
    if (!command.options) return;
    const meter = new ToneMeter(command.options, (frequenciesHz) =>
      this.emit({ type: 'tones', leg: leg.id, frequenciesHz }),
    );
    this.#tones.set(leg, meter);
    leg.taps.push(meter);
  }

  #close(leg: Leg): void {
    this.#legs.delete(leg.id);
    this.#tones.delete(leg);
    this.#talk.delete(leg);
    leg.close();
  }

  #shutDown(): void {
    this.#rooms.close();
    for (const leg of [...this.#legs.values()]) {
      try {
        this.#close(leg);
      } catch (error) {
        this.emit({ type: 'fault', message: messageOf(error) });
      }
    }
    this.over = true;
    this.emit({ type: 'shut-down' });
  }
}
