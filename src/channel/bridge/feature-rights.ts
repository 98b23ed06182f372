import { type AttachmentKey, defineAttachment } from '../attachment.ts';
import type { Channel } from '../channel.ts';

/** What a party of a call may do by digits. */
export type FeatureRight = 'transfer' | 'disconnect' | 'park' | 'record' | 'mix-record';

/** What a channel may do by digits in the bridges it comes into, for ever: Dial() and its kin set it. */
export const featureRights: AttachmentKey<ReadonlySet<FeatureRight>> = defineAttachment('feature-rights');

/** Gives a channel more rights, besides those that it has. @see observed: what CHANNEL(dtmf_features) or an earlier Dial() gave stays. */
export function grantRights({ attachments }: Channel, rights: ReadonlySet<FeatureRight>): void {
  if (rights.size === 0) return;
  attachments.set(featureRights, new Set([...(attachments.get(featureRights) ?? []), ...rights]));
}
