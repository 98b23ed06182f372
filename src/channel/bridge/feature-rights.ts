import { type AttachmentKey, defineAttachment } from '../attachment.ts';

/** What a party of a call may do by digits. */
export type FeatureRight = 'transfer' | 'disconnect' | 'park' | 'record' | 'mix-record';

/** What a channel may do by digits in the bridges it comes into, for ever: Dial() and its kin set it. */
export const featureRights: AttachmentKey<ReadonlySet<FeatureRight>> = defineAttachment('feature-rights');
