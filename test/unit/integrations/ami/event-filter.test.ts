import { describe, expect, test } from 'vitest';
import { extendFilter, extendFilterBy, passes } from '../../../../src/integrations/ami/event-filter.ts';

const event = (name: string, channel: string): string =>
  `Event: ${name}\r\nPrivilege: call,all\r\nChannel: ${channel}\r\nExten: 100\r\n\r\n`;
const RING = event('Newstate', 'PJSIP/anna-1');
const STEP = event('Newexten', 'SIP/bert-2');

function lets(conditions: string, value: string): [ring: boolean, step: boolean] {
  const filter = extendFilterBy(undefined, conditions, value);
  if ('error' in filter) throw new Error(filter.error);
  return [passes(filter, RING), passes(filter, STEP)];
}

describe('conditions of an eventfilter', () => {
  test('say what of an event is compared, and how', () => {
    expect(lets('', 'anna')).toEqual([true, false]);
    expect(lets('name(Newexten)', '.')).toEqual([false, true]);
    expect(lets('name(Newexten),method(none)', '')).toEqual([false, true]);
    expect(lets('header(Channel)', '^SIP/')).toEqual([false, true]);
    expect(lets('header(channel),method(starts_with)', 'PJSIP/')).toEqual([true, false]);
    expect(lets('header(Channel),method(ends_with)', '-2')).toEqual([false, true]);
    expect(lets('header(Channel), method(contains)', 'IP/')).toEqual([true, true]);
    expect(lets('header(Exten),method(exact)', '10')).toEqual([false, false]);
    expect(lets('header(Absent),method(none)', '')).toEqual([false, false]);
    expect(lets('action(exclude),name(Newexten),method(none)', '')).toEqual([true, false]);
  });

  test('that make no sense are said', () => {
    const fault = (conditions: string, value = 'x'): string => {
      const filter = extendFilterBy(undefined, conditions, value);
      return 'error' in filter ? filter.error : 'taken';
    };
    expect(fault('colour(red)')).toBe("there is no condition 'colour'");
    expect(fault('action(maybe)')).toBe("action is include or exclude, not 'maybe'");
    expect(fault('method(guess)')).toContain('method is one of regex, exact');
    expect(fault('method(none)')).toBe('method(none) takes a name or a header');
    expect(fault('name')).toContain("'name' is no condition");
    expect(fault('', '[')).not.toBe('taken');
  });
});

test('several expressions: one of the wanted ones must match, and none of the others', () => {
  const first = extendFilter(undefined, 'Exten: 100');
  const both = 'error' in first ? first : extendFilter(first, '!bert');
  if ('error' in both) throw new Error(both.error);
  expect([RING, STEP].map((text) => passes(both, text))).toEqual([true, false]);
});
