import { definePort } from '../../base/port.ts';

/** Who watches the hints of extensions, for example by lamps. */
export interface HintWatchers {
  /** How many watch the hint of an extension. */
  count(context: string, exten: string): number;
}

/** @see HintWatchers */
export const hintWatchersPort = definePort<HintWatchers>('hint-watchers');
