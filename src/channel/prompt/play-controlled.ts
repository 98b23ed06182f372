import type { Ms } from '../../base/duration.ts';
import type { PlayItem } from '../../media/facade.ts';
import { defineAttachment } from '../attachment.ts';
import type { Channel } from '../channel.ts';

/** What can be done to something that is being played. */
export type PlaybackControl = 'stop' | 'forward' | 'reverse' | 'pause' | 'restart';

/** Where a channel that is being played to takes {@link PlaybackControl}s from others than its far end; unset while nothing is played. */
export const playbackControlKey = defineAttachment<(control: PlaybackControl) => void>('playback-control');

/** How something is played whose listener can control it. */
export interface ControlledPlayOptions {
  readonly signal: AbortSignal;
  /** The digits of each control; none where empty. */
  readonly keys: Readonly<Record<PlaybackControl, string>>;
  readonly skipMs: Ms;
  /** Where to begin. */
  readonly offsetMs: Ms;
}

/** How it ended: at its end, by the listener, by somebody else, or not at all. */
export interface ControlledPlayEnd {
  readonly reason: 'finished' | 'key' | 'remote' | 'failed';
  /** Where it was by then. */
  readonly offsetMs: Ms;
  /** The digit that ended it. */
  readonly key: string | undefined;
}

/**
 * Plays a file whose listener can skip in it, pause, and begin anew. Pausing lasts until the next such digit. Other digits are lost.
 * Rejects with the signal's reason.
 */
export async function playControlled(
  channel: Channel,
  item: PlayItem & { readonly kind: 'file' },
  options: ControlledPlayOptions,
): Promise<ControlledPlayEnd> {
  const { signal, keys, skipMs } = options;
  signal.throwIfAborted();
  const waiting: Array<{ control: PlaybackControl; key: string | undefined }> = [];
  let wake = (): void => {};
  const take = (control: PlaybackControl, key: string | undefined): void => {
    waiting.push({ control, key });
    wake();
  };
  const stopListening = channel.listen({
    onDigit({ digit, phase }) {
      const control = phase === 'end' ? controlOf(keys, digit) : undefined;
      if (control) take(control, digit);
    },
  });
  channel.attachments.set(playbackControlKey, (control) => take(control, undefined));
  let offsetMs = options.offsetMs;
  let paused = false;
  try {
    for (;;) {
      const playing = paused ? undefined : channel.media?.play([{ ...item, offsetMs }]);
      if (!playing && !paused) return { reason: 'failed', offsetMs, key: undefined };
      const called = new Promise<undefined>((resolve, reject) => {
        wake = () => resolve(undefined);
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        if (waiting.length > 0) resolve(undefined);
      });
      try {
        const end = await (playing ? Promise.race([playing.done, called]) : called);
        if (end?.reason === 'failed') return { reason: 'failed', offsetMs, key: undefined };
        if (end && waiting.length === 0)
          return { reason: 'finished', offsetMs: offsetMs + end.playedMs, key: undefined };
      } finally {
        playing?.stop();
      }
      if (playing) offsetMs += (await playing.done).playedMs;
      const next = waiting.shift();
      if (!next) continue;
      if (next.control === 'stop')
        return { reason: next.key === undefined ? 'remote' : 'key', offsetMs, key: next.key };
      paused = next.control === 'pause' && !paused;
      if (next.control === 'restart') offsetMs = 0;
      else if (next.control === 'forward') offsetMs += skipMs;
      else if (next.control === 'reverse') offsetMs = Math.max(0, offsetMs - skipMs);
    }
  } finally {
    stopListening();
    channel.attachments.delete(playbackControlKey);
  }
}

const CONTROLS: readonly PlaybackControl[] = ['forward', 'reverse', 'stop', 'pause', 'restart'];

function controlOf(keys: ControlledPlayOptions['keys'], digit: string): PlaybackControl | undefined {
  return CONTROLS.find((control) => keys[control].includes(digit));
}
