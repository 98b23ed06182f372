import type { Ms } from '../../base/duration.ts';
import type { Frame } from '../engine/frame.ts';

/** Fills a frame with the next 20 ms of something. */
export interface AudioReader {
  /** How much there is from the place where reading began; without end for what has none. */
  readonly durationMs: Ms;
  /** @returns false at the end; then nothing has been put into `frame`. @throws Error on a torn or unreadable file. */
  read(frame: Frame): boolean;
  close(): void;
}
