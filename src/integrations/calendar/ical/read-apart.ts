import type { Clock } from '../../../base/clock.ts';
import { type Ms, seconds } from '../../../base/duration.ts';
import { messageOf } from '../../../base/errors.ts';
import { startWorker } from '../../../base/worker-entry.ts';
import { type ReadOptions, type ReadResult, readCalendar } from './read-calendar.ts';

/** A longer text is read in a thread of its own. */
const SMALL_BYTES = 256 * 1024;
/** What a short text may spend on its rules before it is sent there, too: a few hundredths of a second. */
const SMALL_STEPS = 200_000;
/** How long the thread may take. */
const LONGEST: Ms = seconds(60);

/** As {@link readCalendar}, or that it could not be read in the time and space there is. */
export type ApartResult = ReadResult | { readonly kind: 'too-heavy'; readonly why: string };

/** Reads a calendar without holding up the event loop: a short one here, a long or costly one in a worker thread. Never rejects. */
export async function readApart(
  bytes: Uint8Array,
  options: ReadOptions,
  clock: Clock,
  signal: AbortSignal,
): Promise<ApartResult> {
  if (signal.aborted) return { kind: 'too-heavy', why: 'reading it was given up' };
  if (bytes.length <= SMALL_BYTES) {
    const result = readCalendar(bytes, { ...options, steps: SMALL_STEPS });
    if (result.kind !== 'calendar' || !result.cutShort) return result;
  }
  return readInWorker(bytes, options, clock, signal);
}

function readInWorker(
  bytes: Uint8Array,
  options: ReadOptions,
  clock: Clock,
  signal: AbortSignal,
): Promise<ApartResult> {
  return new Promise((resolve) => {
    const worker = startWorker(import.meta.url, 'ical-worker', {
      workerData: { bytes, options },
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    const finish = (result: ApartResult): void => {
      timer.cancel();
      signal.removeEventListener('abort', onAbort);
      void worker.terminate();
      resolve(result);
    };
    const timer = clock.after(LONGEST, () =>
      finish({ kind: 'too-heavy', why: `it could not be read within ${LONGEST / 1000} s` }),
    );
    const onAbort = (): void => finish({ kind: 'too-heavy', why: 'reading it was given up' });
    signal.addEventListener('abort', onAbort, { once: true });
    worker.once('message', (result: ReadResult) => finish(result));
    worker.once('error', (error) => finish({ kind: 'too-heavy', why: `reading it failed: ${messageOf(error)}` }));
    worker.once('exit', () => finish({ kind: 'too-heavy', why: 'reading it ended early' }));
    worker.unref();
  });
}
