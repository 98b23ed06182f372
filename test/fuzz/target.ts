import type { Random } from './random.ts';

/** Something that takes whatever comes from outside. */
export interface FuzzTarget {
  readonly name: string;
  /** Frames that are well formed, to be changed. */
  readonly good: readonly string[];
  open(): FuzzRun | Promise<FuzzRun>;
}

/** A target at work. */
export interface FuzzRun {
  /** Takes one frame. @throws where something is not as it must be. */
  feed(frame: Buffer, random: Random): void;
  /** Called now and then, for what takes its time. @throws as {@link feed}. */
  settle?(): Promise<void>;
  close?(): Promise<void>;
}

/** Throws unless it holds. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
