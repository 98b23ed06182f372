import type { RecordEnd, RecordOptions } from '../../media/facade.ts';
import type { Channel } from '../channel.ts';

/** Why a recording ended: as the engine tells, or a digit. */
export interface RecordOutcome {
  readonly end: RecordEnd;
  readonly digit: string | undefined;
}

/**
 * Records what the far end says until the engine ends it, a digit does, or the signal aborts; then it rejects with the signal's
 * reason once the file is closed. Undefined where the channel has no audio.
 * @param endedBy whether a digit ends it; others are lost.
 */
export async function recordMessage(
  channel: Channel,
  options: RecordOptions,
  signal: AbortSignal,
  endedBy: (digit: string) => boolean,
): Promise<RecordOutcome | undefined> {
  signal.throwIfAborted();
  const recording = channel.media?.record(options);
  if (!recording) return undefined;
  let digit: string | undefined;
  const stopListening = channel.listen({
    onDigit(event) {
      if (digit !== undefined || event.phase !== 'end' || !endedBy(event.digit)) return;
      digit = event.digit;
      recording.stop(event.durationMs);
    },
  });
  const stop = (): void => recording.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const end = await recording.done;
    signal.throwIfAborted();
    return { end, digit };
  } finally {
    stopListening();
    signal.removeEventListener('abort', stop);
  }
}
