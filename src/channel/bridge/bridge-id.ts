import type { Clock } from '../../base/clock.ts';

let serial = 0;

/** An id for a bridge or a conference, in the form of a UUID, unique in this process. */
export function nextBridgeId(clock: Clock): string {
  const time = Math.floor(clock.now()).toString(16).padStart(12, '0');
  const count = (serial++).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-4000-8000-${count}`;
}
