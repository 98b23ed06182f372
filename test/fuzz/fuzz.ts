import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { yieldNow } from '../../src/base/yield-now.ts';
import { mutated } from './mutate.ts';
import { Random } from './random.ts';
import type { FuzzTarget } from './target.ts';

/** How long a target is fuzzed: whichever comes first. */
export interface FuzzBounds {
  readonly frames: number;
  readonly seconds: number;
}

/** What came of it. */
export interface FuzzReport {
  readonly frames: number;
  readonly seconds: number;
  /** How much more memory was in use after the second half than after the first. */
  readonly grownBytes: number;
  /** The frame that was one too many, and why. */
  readonly failure?: { readonly seed: number; readonly frame: number; readonly bytes: Buffer; readonly error: unknown };
}

/** One frame must not take longer. */
const SLOWEST_MS = 1000;
/** Frames between two pauses for what takes its time. */
const A_TURN = 256;

/** Feeds a target with frames that are the same for the same seed. Stops at the first that breaks it. */
export async function fuzz(target: FuzzTarget, seed: number, bounds: FuzzBounds): Promise<FuzzReport> {
  const random = new Random(seed);
  const good = target.good.map((text) => Buffer.from(text));
  const run = await target.open();
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  let middleBytes: number | undefined;
  let bytes: Buffer = Buffer.alloc(0);
  let frame = 0;
  try {
    for (; frame < bounds.frames && seconds() < bounds.seconds; frame++) {
      bytes = mutated(random, good);
      const before = performance.now();
      run.feed(bytes, random);
      const tookMs = performance.now() - before;
      if (tookMs > SLOWEST_MS) throw new Error(`one frame took ${Math.round(tookMs)} ms`);
      if (frame % A_TURN === A_TURN - 1) await run.settle?.();
      if (middleBytes === undefined && (frame * 2 >= bounds.frames || seconds() * 2 >= bounds.seconds))
        middleBytes = await usedBytes();
    }
    await run.settle?.();
  } catch (error) {
    return { frames: frame, seconds: seconds(), grownBytes: 0, failure: { seed, frame, bytes, error } };
  } finally {
    await run.close?.();
  }
  return { frames: frame, seconds: seconds(), grownBytes: (await usedBytes()) - (middleBytes ?? 0) };
}

/** One sweep leaves what waits for a finalizer, and what was just made for the ones before. */
const SWEEPS = 4;

/** Memory in use, after everything that nobody holds is gone. */
async function usedBytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  for (let sweep = 0; sweep < SWEEPS && typeof collect === 'function'; sweep++) {
    collect();
    await yieldNow();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
