import type { Ms } from '../../base/duration.ts';
import type {
  AudioEffect,
  JitterOptions,
  LegStatistics,
  PacketWatch,
  PlayEnd,
  PlayItem,
  PlayRepeat,
  RecordEnd,
  RecordOptions,
  RoomMemberOptions,
  RtpRemote,
  WatchedPacket,
} from '../facade.ts';

/** How speech is told from silence. */
export interface TalkOptions {
  readonly threshold: number;
  readonly silenceMs: Ms;
  readonly talkMs?: Ms | undefined;
}

/** Which tones are to be told apart. */
export interface ToneMeterOptions {
  readonly frequenciesHz: readonly number[];
  /** The length of sound that is looked at: 20 tells tones apart that lie 100 Hz from one another, 40 those of 40 Hz. */
  readonly blockMs: 20 | 40;
}

/** What the facade tells the core. Plain data, so that it can cross to a worker thread. */
export type Command =
  | {
      readonly op: 'open';
      readonly leg: number;
      readonly address: string;
      readonly port: number;
      /** The port stood bound before: what comes for it meanwhile waits. */
      readonly bound: boolean;
      readonly timeoutMs: Ms;
    }
  | { readonly op: 'pipe'; readonly leg: number; readonly other: number }
  | { readonly op: 'ear'; readonly leg: number; readonly of: number; readonly side: 'from' | 'to' }
  | { readonly op: 'whisper'; readonly leg: number; readonly of: number }
  | { readonly op: 'close'; readonly leg: number }
  | { readonly op: 'remote'; readonly leg: number; readonly remote: RtpRemote }
  | {
      readonly op: 'play';
      readonly leg: number;
      readonly play: number;
      readonly items: readonly PlayItem[];
      readonly repeat?: PlayRepeat;
    }
  | { readonly op: 'stop-play'; readonly leg: number; readonly play: number }
  | { readonly op: 'record'; readonly leg: number; readonly recording: number; readonly options: RecordOptions }
  | { readonly op: 'stop-record'; readonly recording: number; readonly trimMs: Ms }
  | { readonly op: 'pause-record'; readonly recording: number; readonly on: boolean }
  | { readonly op: 'digit'; readonly leg: number; readonly digit: string; readonly durationMs: Ms }
  | { readonly op: 'echo'; readonly leg: number; readonly on: boolean }
  | { readonly op: 'talk'; readonly leg: number; readonly options: TalkOptions | null }
  | { readonly op: 'tones'; readonly leg: number; readonly options: ToneMeterOptions | null }
  | {
      readonly op: 'shape';
      readonly leg: number;
      readonly side: 'from' | 'to';
      readonly effects: readonly AudioEffect[];
    }
  | { readonly op: 'dejitter'; readonly leg: number; readonly options: JitterOptions | null }
  | {
      readonly op: 'mute';
      readonly leg: number;
      readonly send: boolean | undefined;
      readonly receive: boolean | undefined;
    }
  | { readonly op: 'statistics'; readonly leg: number; readonly request: number }
  | {
      readonly op: 'bridge';
      readonly bridge: number;
      readonly a: number;
      readonly b: number;
      readonly passDigits: boolean;
    }
  | { readonly op: 'unbridge'; readonly bridge: number }
  | { readonly op: 'watch'; readonly watches: readonly PacketWatch[] }
  | RoomCommand
  | { readonly op: 'reserve'; readonly address: string; readonly ports: readonly number[] }
  | { readonly op: 'shut-down' };

/** The commands about rooms and their members. */
export type RoomCommand =
  | { readonly op: 'open-room'; readonly room: number; readonly rate: 8000 | 16000 | undefined }
  | { readonly op: 'close-room'; readonly room: number }
  | {
      readonly op: 'join-room';
      readonly room: number;
      readonly member: number;
      readonly leg: number;
      readonly options: RoomMemberOptions;
    }
  | { readonly op: 'change-member'; readonly member: number; readonly options: RoomMemberOptions }
  | { readonly op: 'leave-room'; readonly member: number }
  | { readonly op: 'play-room'; readonly room: number; readonly play: number; readonly items: readonly PlayItem[] }
  | { readonly op: 'stop-play-room'; readonly room: number; readonly play: number }
  | {
      readonly op: 'record-room';
      readonly room: number;
      readonly recording: number;
      readonly options: RecordOptions;
    };

/** What the core tells the facade. */
export type EngineEvent =
  | {
      readonly type: 'digit';
      readonly leg: number;
      readonly digit: string;
      readonly phase: 'begin' | 'end';
      readonly durationMs: Ms;
    }
  | { readonly type: 'first-packet'; readonly leg: number }
  | { readonly type: 'timeout'; readonly leg: number }
  | { readonly type: 'talk'; readonly leg: number; readonly talking: boolean; readonly sinceMs: Ms }
  | { readonly type: 'tones'; readonly leg: number; readonly frequenciesHz: readonly number[] }
  | { readonly type: 'play-end'; readonly play: number; readonly end: PlayEnd }
  | { readonly type: 'record-end'; readonly recording: number; readonly end: RecordEnd }
  | { readonly type: 'packet'; readonly packet: WatchedPacket }
  | { readonly type: 'statistics'; readonly request: number; readonly statistics: LegStatistics }
  | { readonly type: 'failed'; readonly leg: number; readonly message: string }
  /** `bound` are the ports that stand ready, out of those asked for with `reserve`; the rest are free again. */
  | {
      readonly type: 'reserved';
      readonly address: string;
      readonly asked: readonly number[];
      readonly bound: readonly number[];
    }
  /** A fault of our own that has ended a leg (or nothing) but not the engine. */
  | { readonly type: 'fault'; readonly message: string }
  | { readonly type: 'shut-down' };

/** What is told of a leg without RTP, or that is gone. */
export const noStatistics: LegStatistics = {
  packetsReceived: 0,
  packetsSent: 0,
  packetsLost: 0,
  jitterMs: 0,
  remoteLost: 0,
  remoteJitterMs: 0,
  roundTripMs: 0,
};
