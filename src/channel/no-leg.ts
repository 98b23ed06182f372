import type { DriverLeg } from './driver-leg.ts';

/** The far side of a channel that has none: of one that only carries variables, or a message. */
export const noLeg: DriverLeg = {
  media: undefined,
  call: () => {},
  answer: () => {},
  indicate: () => 'ignored',
  hangup: () => {},
};
