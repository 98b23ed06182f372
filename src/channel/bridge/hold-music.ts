import type { Channel } from '../channel.ts';

/** Which music is meant. The channel's own class goes before the wanted one, unless musiconhold.conf says otherwise. */
export interface MusicWish {
  /** The class that an application or a feature asks for. */
  readonly wanted?: string | undefined;
  /** The class that the other party suggests for those it puts on hold. */
  readonly suggested?: string | undefined;
}

/** What a channel hears that somebody has put on hold; the music port is one. */
export interface HoldMusic {
  /**
   * Plays music to the channel until {@link stop}, in place of what was played; music of the same class that plays already goes on. Playing
   * something else ends it. Where there is neither the class nor a default one, a quiet tone stands in. False where the channel has no audio.
   */
  start(channel: Channel, wish?: MusicWish): boolean;
  /** Ends the music, and nothing else that is played; it goes on there when music of the class is started again. */
  stop(channel: Channel): void;
}
