// Reads one calendar in a thread of its own, so that a large one holds up nobody's call.
import { parentPort, workerData } from 'node:worker_threads';
import { type ReadOptions, readCalendar } from './read-calendar.ts';

const { bytes, options } = workerData as { readonly bytes: Uint8Array; readonly options: ReadOptions };
parentPort?.postMessage(readCalendar(bytes, options));
