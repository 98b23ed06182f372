import { expect, test } from 'vitest';
import { describePhoneEvent, type PhoneCallReport, type PhoneEvent } from '../../../src/phone/phone-event.ts';

const REPORT: PhoneCallReport = {
  how: 'hung-up-by-them',
  status: 0,
  answered: true,
  lastedMs: 5040,
  heardMs: 3360,
  recording: '/tmp/heard.wav',
};

const LINES: ReadonlyArray<readonly [PhoneEvent, string]> = [
  [{ kind: 'registration-failed', status: 503, retryMs: 5000 }, 'cannot register: failed (503); tries again in 5 s'],
  [{ kind: 'ringing', name: '', number: '200' }, 'ringing: 200'],
  [{ kind: 'ringing', name: 'Bob', number: '' }, 'ringing: Bob'],
  [{ kind: 'ringing', name: 'Anonymous', number: 'anonymous' }, 'ringing: somebody unknown'],
  [{ kind: 'ended', ...REPORT }, 'the far end hung up after 5.0 s: heard 3.4 s, written to /tmp/heard.wav'],
  [{ kind: 'ended', ...REPORT, recording: undefined }, 'the far end hung up after 5.0 s'],
  [
    { kind: 'ended', ...REPORT, how: 'refused', status: 404, answered: false, recording: undefined },
    'refused by the far end (404 no such number)',
  ],
  [
    { kind: 'ended', ...REPORT, how: 'refused', status: 499, answered: false, recording: undefined },
    'refused by the far end (499)',
  ],
  [{ kind: 'ended', ...REPORT, how: 'lost', recording: undefined }, 'the far end was lost after 5.0 s'],
];

test.each(LINES)('%o is told in one line', (event, line) => {
  expect(describePhoneEvent(event)).toBe(line);
});
