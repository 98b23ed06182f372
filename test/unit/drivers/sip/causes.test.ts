import { expect, test } from 'vitest';
import { meaningOf } from '../../../../src/drivers/sip/call/causes.ts';

/** What REASON says after a call file got such a response: 5 busy, 8 congestion, 0 neither. Observed of Asterisk 16 with both drivers. */
test.each([
  [
    'SIP',
    {
      busy: [480, 486, 600, 603],
      congestion: [410, 482, 500, 503, 504],
      ended: [400, 403, 404, 408, 484, 487, 488, 604],
    },
  ],
  ['PJSIP', { busy: [], congestion: [], ended: [400, 404, 408, 480, 486, 500, 503, 600, 603] }],
] as const)('how %s counts refusals', (dialect, counted) => {
  for (const [failure, statuses] of Object.entries(counted))
    for (const status of statuses) expect([status, meaningOf(status, dialect).failure]).toEqual([status, failure]);
});
