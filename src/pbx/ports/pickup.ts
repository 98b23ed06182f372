import { definePort } from '../../base/port.ts';

/** How phones pick up calls without an extension of the dialplan. */
export interface PickupCode {
  /** `pickupexten` of features.conf; empty for none. */
  readonly extension: string;
}

/** @see PickupCode */
export const pickupCodePort = definePort<PickupCode>('pickup-code');
