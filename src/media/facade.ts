import type { Ms } from '../base/duration.ts';

/** Wire codecs that an RTP leg can send and receive. */
export type CodecName = 'ulaw' | 'alaw' | 'gsm' | 'g722' | 'slin';

/** A codec as agreed in an offer and answer. */
export interface NegotiatedCodec {
  readonly name: CodecName;
  /** RTP payload type, 0..127. */
  readonly payloadType: number;
}

/** How digits travel on a leg, and the only way in which they are heard. `info` digits come and go by signalling: the engine neither sends nor hears them. */
export type DigitTransport = 'rfc4733' | 'inband' | 'info';

/** Which way media flows, seen from this side (RFC 3264 §5.1). */
export type MediaDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** What has been agreed with the far end of an RTP leg. Replacing it takes effect at once. */
export interface RtpRemote {
  /** An IP address; `0.0.0.0` and `::` mean that nothing is to be sent (hold, as before RFC 3264). */
  readonly address: string;
  readonly port: number;
  /** In order of preference; the first is what we send. */
  readonly codecs: readonly NegotiatedCodec[];
  /** RFC 4733 payload type, if agreed. */
  readonly digitPayloadType?: number;
  readonly digits: DigitTransport;
  /** Packet time of what we send; 20 unless agreed otherwise. */
  readonly ptimeMs?: Ms;
  readonly direction: MediaDirection;
  /** Send to where packets come from instead of to `address` (symmetric RTP, RFC 4961). */
  readonly symmetric: boolean;
}

/** A digit heard from the far end of a leg, whatever way it travelled. */
export interface DigitEvent {
  /** One of `0-9*#A-D`, or `!` for a hook flash. */
  readonly digit: string;
  readonly phase: 'begin' | 'end';
  /** Length of the press; 0 at `begin`. */
  readonly durationMs: Ms;
}

/** Packet counters of a leg (RFC 3550 §6.4). All zero on a leg that is not over RTP. */
export interface LegStatistics {
  readonly packetsReceived: number;
  readonly packetsSent: number;
  /** Packets that the far end sent and that never came; negative when some came twice. */
  readonly packetsLost: number;
  /** Interarrival jitter of what we receive. */
  readonly jitterMs: Ms;
  /** What the far end's last report says of our packets; 0 until one has come. */
  readonly remoteLost: number;
  readonly remoteJitterMs: Ms;
  /** Round trip by the far end's last report; 0 until one has come. */
  readonly roundTripMs: Ms;
}

/** One thing to be heard. Paths are absolute and name an existing file; the format follows from the extension. */
export type PlayItem =
  | { readonly kind: 'file'; readonly path: string; readonly offsetMs?: Ms }
  | { readonly kind: 'silence'; readonly durationMs: Ms }
  | { readonly kind: 'tone'; readonly tone: readonly ToneStep[]; readonly loop: boolean };

/** One step of a tone of indications.conf: up to two frequencies for a time (`0` frequencies are silence). */
export interface ToneStep {
  readonly frequency1Hz: number;
  readonly frequency2Hz: number;
  /** `f1*f2`: the second frequency modulates the first instead of being added. */
  readonly modulate: boolean;
  /** How long; 0 means for ever. */
  readonly durationMs: Ms;
  /** Played once, and left out when the tone repeats. */
  readonly once: boolean;
}

/** How things are played. */
export interface PlayRepeat {
  /** Begins again after the last item, until stopped; the end then tells {@link PlayPosition}. */
  readonly loop?: boolean;
  /** The item to begin again with; the first one by default. */
  readonly loopFrom?: number;
  /** Where to begin. */
  readonly from?: PlayPosition;
}

/** A place in a list of things to be heard. */
export interface PlayPosition {
  /** Index of the item. */
  readonly item: number;
  /** How much of it lies before. */
  readonly offsetMs: Ms;
}

/** Why playing ended. `playedMs` is how much was heard, over all items; `at`, of what loops, is where it ended. */
export type PlayEnd =
  | { readonly reason: 'finished' | 'stopped' | 'closed'; readonly playedMs: Ms; readonly at?: PlayPosition }
  | { readonly reason: 'failed'; readonly playedMs: Ms; readonly path: string; readonly message: string };

/** Something being played. */
export interface Playing {
  /** Never rejects; a file that cannot be read is a `failed` end. */
  readonly done: Promise<PlayEnd>;
  /** Ends it now; idempotent. */
  stop(): void;
}

/** File formats that can be recorded and played. */
export type FileFormat = 'wav' | 'ulaw' | 'alaw' | 'gsm' | 'sln' | 'sln16' | 'wav49' | 'g722';

/** How to record what a leg says. */
export interface RecordOptions {
  /** Absolute path with extension; its folder exists. */
  readonly path: string;
  readonly format: FileFormat;
  /** Stop after so long; none means without limit. */
  readonly maxMs?: Ms;
  /** Stop after so much silence at the end (packets that do not come are silence). */
  readonly silenceMs?: Ms;
  /** Mean amplitude below which a frame is silent, 0..32767; 256 if left out. */
  readonly silenceThreshold?: number;
  readonly append: boolean;
  /** Leave the trailing silence in the file. */
  readonly keepSilence: boolean;
  /** How much of a silence that ended it stays otherwise; 1000 if left out. */
  readonly keptSilenceMs?: Ms;
}

/** Why a recording ended. `durationMs` is what is in the file. */
export type RecordEnd =
  | { readonly reason: 'silence' | 'limit' | 'stopped' | 'closed'; readonly durationMs: Ms }
  | { readonly reason: 'failed'; readonly message: string; readonly durationMs: Ms };

/** A recording under way. */
export interface Recording {
  /** Never rejects. */
  readonly done: Promise<RecordEnd>;
  /** Ends it, keeping what there is less the last `trimMs`; idempotent. */
  stop(trimMs?: Ms): void;
  /** Leaves out what comes from now on, as if the time stood still; `false` goes on. */
  pause(on: boolean): void;
}

/** What a leg tells its owner. Called on the main thread, in order. */
export interface LegListener {
  onDigit?(event: DigitEvent): void;
  /** The first audio packet from the far end has arrived. */
  onFirstPacket?(): void;
  /** Nothing has been received for the time set in {@link RtpLegOptions.timeoutMs}. */
  onTimeout?(): void;
  /** Speech began or ended, after `sinceMs` of the other; only while {@link MediaLeg.detectTalk} is on. */
  onTalk?(talking: boolean, sinceMs: Ms): void;
  /** Other frequencies sound than before; only while {@link MediaLeg.detectTones} is on. */
  onTones?(frequenciesHz: readonly number[]): void;
  /** The leg can carry nothing any more (its port could not be had, the engine broke). It still wants closing. */
  onFailed?(message: string): void;
}

/** Something that changes the sound of a leg. */
export type AudioEffect =
  /** Every sample times `factor`. */
  | { readonly kind: 'gain'; readonly factor: number }
  /** Brings the mean amplitude of speech towards `target`, 1..32767. */
  | { readonly kind: 'level'; readonly target: number }
  /** Higher or lower by `factor`, 0.1..4, in the same time. */
  | { readonly kind: 'pitch'; readonly factor: number }
  /** Steady noise softer. */
  | { readonly kind: 'denoise' }
  /** The spectrum upside down, so that nobody understands it. */
  | { readonly kind: 'invert' }
  /** Nothing of it is left. */
  | { readonly kind: 'drop' };

/** How a leg smooths what comes unevenly. */
export interface JitterOptions {
  /** Always delayed by the whole size, or by no more than is needed. */
  readonly kind: 'fixed' | 'adaptive';
  /** Its size. */
  readonly maxMs: Ms;
  /** What comes so far apart begins anew. */
  readonly resyncMs: Ms;
  /** What an adaptive one keeps in reserve. */
  readonly extraMs: Ms;
}

/** One party's audio, as the engine sees it. The owner closes it. All commands are sent without waiting. */
export interface MediaLeg {
  readonly id: number;
  listener: LegListener;
  /** Plays items one after another to this leg, replacing what was playing. */
  play(items: readonly PlayItem[], repeat?: PlayRepeat): Playing;
  /** Records what this leg says, beside whatever else goes on. */
  record(options: RecordOptions): Recording;
  /** Sends a digit to the far end in the agreed way (`info` is the driver's own affair). */
  sendDigit(digit: string, durationMs: Ms): void;
  /** Sends back what is heard. */
  echo(on: boolean): void;
  /** Reports speech, after `talkMs` of it (60 if left out), and silence; a frame whose mean amplitude is under `threshold` (0..32767) is silence. */
  detectTalk(options: { readonly threshold: number; readonly silenceMs: Ms; readonly talkMs?: Ms } | null): void;
  /** Reports which of some frequencies (in hertz, below 4000) are heard: such as lie 100 Hz apart, or 40 Hz with a `blockMs` of 40. */
  detectTones(options: { readonly frequenciesHz: readonly number[]; readonly blockMs: 20 | 40 } | null): void;
  /** Changes the sound that comes `from` the far end, or goes `to` it, in the order of `effects`; none leaves it as it is. Everybody hears it so: taps, too. */
  shape(side: 'from' | 'to', effects: readonly AudioEffect[]): void;
  /** Smooths what comes from the far end from now on; null no longer. */
  dejitter(options: JitterOptions | null): void;
  /** Sends nothing to, or takes nothing from, the far end. */
  mute(what: { readonly send?: boolean; readonly receive?: boolean }): void;
  statistics(): Promise<LegStatistics>;
  /** Ends the leg and gives its port back; idempotent. */
  close(): void;
}

/** How an RTP leg is opened. */
export interface RtpLegOptions {
  /** The address to bind and to name in session descriptions, for example `127.0.0.1`. */
  readonly address: string;
  /** Report {@link LegListener.onTimeout} after so long without a packet; 0 never. */
  readonly timeoutMs?: Ms;
}

/** A leg over RTP. `localPort` is even and reserved from the moment of opening; RTCP is the next port (RFC 3550 §11). */
export interface RtpLeg extends MediaLeg {
  readonly localPort: number;
  setRemote(remote: RtpRemote): void;
}

/** Two legs joined: each hears the other, until closed (idempotent). Playing to a joined leg interrupts what it hears meanwhile. */
export interface MediaBridge {
  close(): void;
}

/** How two legs are joined. */
export interface BridgeOptions {
  /** Pass digits through from one side to the other; on by default. */
  readonly passDigits?: boolean;
}

/** How a leg takes part in a room. What is left out is as by default at first, and stays as it was later. */
export interface RoomMemberOptions {
  /** The others hear it; on by default. A member that is off costs nothing. */
  readonly talk?: boolean;
  /** It hears the others; on by default. */
  readonly listen?: boolean;
  /** Makes what it says louder or softer, in decibels; 0 by default. */
  readonly talkGainDb?: number;
  /** Makes what it hears louder or softer, in decibels; 0 by default. */
  readonly listenGainDb?: number;
  /** Pieces of 20 ms whose mean amplitude is below this (0..32767) are left out of the mix; 0, none, by default. */
  readonly silenceBelow?: number;
}

/** A leg's part in a room. */
export interface RoomMember {
  /** Changes what is given. */
  update(options: RoomMemberOptions): void;
  /** Takes the leg out; idempotent. The leg itself stays open. */
  leave(): void;
}

/** How a room is opened. */
export interface RoomOptions {
  /** The rate at which it mixes; by default 8000, and 16000 from when somebody brings such audio. */
  readonly rate?: 8000 | 16000;
}

/**
 * A mix: each member hears all the others. What is played to a member's leg replaces what it hears of the room meanwhile;
 * nothing of that reaches the room. The owner closes it.
 */
export interface MediaRoom {
  /** Takes in a leg of this engine; it leaves the room or the bridge it was in. */
  join(leg: MediaLeg, options?: RoomMemberOptions): RoomMember;
  /** Plays items into the room, for all to hear and beside what they say; after what is being played there. */
  play(items: readonly PlayItem[]): Playing;
  /** Records what is said and played in the room; also while nobody is in it. */
  record(options: RecordOptions): Recording;
  /** Sends everybody out and ends what is played and recorded; idempotent. The legs stay open. */
  close(): void;
}

/** Which packets are to be seen, of all legs over RTP. */
export interface PacketWatch {
  readonly rtp: boolean;
  readonly rtcp: boolean;
  /** Those of one far end alone, by its IP address; a `port` of 0 stands for any. */
  readonly host?: { readonly address: string; readonly port: number };
}

/** A packet that has come and counts, or that has gone out. */
export interface WatchedPacket {
  /** The id of its leg. */
  readonly leg: number;
  readonly kind: 'rtp' | 'rtcp';
  readonly way: 'in' | 'out';
  /** The far end's. */
  readonly address: string;
  readonly port: number;
  /** Of RTP its beginning, else all of it. */
  readonly bytes: Uint8Array;
  /** How long all of it is, in bytes. */
  readonly length: number;
  /** It carries a key press (RFC 4733). */
  readonly digit: boolean;
  /** When it passed, by the engine's own clock: the one that the times in its reports go by. */
  readonly engineMs: Ms;
}

/** What moves the packets: Linux's own calls, node:dgram, or an in-memory network under a Clock. */
export type EngineKind = 'epoll' | 'dgram' | 'virtual';

/** Starts legs and joins them. Nothing waits on a thread: ports come from a pool that the engine keeps ready. */
export interface MediaEngine {
  readonly kind: EngineKind;
  /** Undefined when every port of the range is in use, or the engine has broken down. */
  openRtpLeg(options: RtpLegOptions): RtpLeg | undefined;
  /** A leg whose far end is another leg of this engine: what one is given to play, the other hears. For Local channels. */
  openPipe(): [MediaLeg, MediaLeg];
  /**
   * A leg that hears what comes `from` the far end of another leg of this engine, or what goes `to` it; nothing of that changes. It is silent
   * once the other has ended. Nothing can be said to it. For recording both sides of a call, and for listening in.
   */
  openEar(of: MediaLeg, side: 'from' | 'to'): MediaLeg;
  /** A leg whose far end is that of another leg of this engine: what is said or played to it is added to what that one hears. */
  openWhisper(into: MediaLeg): MediaLeg;
  /** Both legs are of this engine. A leg joined anew leaves its former bridge. */
  bridge(a: MediaLeg, b: MediaLeg, options?: BridgeOptions): MediaBridge;
  /** A room to mix any number of legs in. It costs nothing while it is empty. */
  openRoom(options?: RoomOptions): MediaRoom;
  /** Tells `onPacket` of each packet that `watch` asks for, until the returned function is called. Watching RTP costs something for each packet of each leg. */
  watchPackets(watch: PacketWatch, onPacket: (packet: WatchedPacket) => void): () => void;
  /** Ends every leg and stops the worker; idempotent. */
  close(): Promise<void>;
}
