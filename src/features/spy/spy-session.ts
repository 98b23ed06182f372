import { speakTo } from '../../channel/bridge/join-in.ts';
import { bridgeSeat } from '../../channel/bridge/seat.ts';
import type { Channel } from '../../channel/channel.ts';
import type { MediaEngine, MediaLeg, MediaRoom, Recording, RoomMember } from '../../media/facade.ts';
import { type SpyMode, volumeDb } from './spy-options.ts';

/** How a spy listens. */
export interface SpySettings {
  readonly mode: SpyMode;
  readonly volume: number;
  /** Only what the channel says, not what it hears. */
  readonly onlySaid: boolean;
  /** Where what is heard is recorded, absolute. */
  readonly recordTo: string | undefined;
}

/** One channel listening to another: hears both its sides, and may speak to it alone or to it and its peer. */
export class SpySession {
  readonly #media: MediaEngine;
  readonly #spyer: MediaLeg;
  readonly #spyee: Channel;
  readonly #target: MediaLeg;
  readonly #listening: MediaRoom;
  readonly #ears: MediaLeg[];
  readonly #spyerHears: RoomMember;
  readonly #recording: Recording | undefined;
  #stopSpeaking: () => void = () => {};

  /** Begins at once. @param spyer the spy's audio. @param target the channel's audio. */
  constructor(media: MediaEngine, spyer: MediaLeg, spyee: Channel, target: MediaLeg, settings: SpySettings) {
    this.#media = media;
    this.#spyer = spyer;
    this.#spyee = spyee;
    this.#target = target;
    this.#listening = media.openRoom();
    this.#ears = (settings.onlySaid ? (['from'] as const) : (['from', 'to'] as const)).map((side) =>
      media.openEar(target, side),
    );
    for (const ear of this.#ears) this.#listening.join(ear, { listen: false });
    this.#spyerHears = this.#listening.join(spyer, {
      talk: false,
      listen: settings.mode !== 'whisper-only',
      listenGainDb: volumeDb(settings.volume),
    });
    this.#recording =
      settings.recordTo === undefined
        ? undefined
        : this.#listening.record({ path: settings.recordTo, format: 'sln', append: false, keepSilence: true });
    this.setMode(settings.mode);
  }

  /** Changes what the spy's voice does, and whether it hears. */
  setMode(mode: SpyMode): void {
    this.#stopSpeaking();
    this.#stopSpeaking = () => {};
    this.#spyerHears.update({ listen: mode !== 'whisper-only' });
    if (mode === 'listen') return;
    const peer = mode === 'barge' ? this.#spyee.attachments.get(bridgeSeat)?.peer.media : undefined;
    this.#stopSpeaking = speakTo(this.#media, this.#spyer, [this.#target, ...(peer ? [peer] : [])]);
  }

  /** Makes what the spy hears louder or softer, -4 to 4. */
  setVolume(volume: number): void {
    this.#spyerHears.update({ listenGainDb: volumeDb(volume) });
  }

  /** Ends it; idempotent. */
  close(): void {
    this.#stopSpeaking();
    this.#recording?.stop();
    this.#spyerHears.leave();
    this.#listening.close();
    for (const ear of this.#ears) ear.close();
  }
}
