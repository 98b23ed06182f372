import type { AppliedSections } from '../../../config/schema/schema.ts';
import type { pjsipSchema } from './pjsip-schema.ts';

/** pjsip.conf as its schema reads it. */
export type PjsipSections = AppliedSections<(typeof pjsipSchema)['sections']>;
/** One endpoint section. */
export type EndpointSection = PjsipSections['endpoints'][number];
/** One aor section. */
export type AorSection = PjsipSections['aors'][number];
