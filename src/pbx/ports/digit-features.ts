import { definePort } from '../../base/port.ts';
import type { DigitFeatures } from '../../channel/bridge/seat.ts';

/** What parties of a call may do by digits, as features.conf says. */
export const digitFeaturesPort = definePort<DigitFeatures>('digit-features');
