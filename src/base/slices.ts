import { systemClock } from './clock.ts';
import type { Ms } from './duration.ts';
import { yieldNow } from './yield-now.ts';

/** A long piece of work that may be interrupted wherever it yields, and what comes of it. */
export type Slices<T> = Generator<void, T, void>;

/** Does work to its end without a pause. */
export function atOnce<T>(work: Slices<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Does work in slices of about `sliceMs` of the machine's own time, between which everything else that is due runs. */
export async function inSlices<T>(work: Slices<T>, sliceMs: Ms = 2): Promise<T> {
  let until = systemClock.monotonic() + sliceMs;
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (systemClock.monotonic() < until) continue;
    await yieldNow();
    until = systemClock.monotonic() + sliceMs;
  }
}
