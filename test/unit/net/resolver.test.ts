import { afterAll, beforeAll, expect, test } from 'vitest';
import { createResolver, type Resolver } from '../../../src/net/resolver.ts';
import { FakeDns } from '../../support/fake-dns.ts';

const RULE = '!^\\+4312345(.*)$!sip:\\1@example.com!';
let dns: FakeDns;
let resolver: Resolver;

beforeAll(async () => {
  dns = await FakeDns.open({
    '8.7.5.4.3.2.1.3.4.e164.arpa': {
      naptr: [
        [100, 20, 'u', 'E2U+sip', RULE, ''],
        [100, 10, 'u', 'E2U+tel', '!^.*$!tel:+4399!', ''],
        [50, 10, 'u', 'E2U+sip', '!^(.*)$!sip:first-\\1@example.org!', ''],
        [50, 20, 'u', 'E2U+email', '![!broken!', ''],
      ],
      txt: [['Ann ', 'Example']],
    },
    '_sip._udp.example.com': {
      srv: [
        [20, 0, 5060, 'backup.example.com'],
        [10, 1, 5062, 'light.example.com'],
        [10, 9, 5061, 'heavy.example.com'],
      ],
    },
  });
  resolver = createResolver([dns.server]);
});
afterAll(() => dns.close());

test('naming records come best first, their texts as they stand', async () => {
  const found = await resolver.naming('8.7.5.4.3.2.1.3.4.e164.arpa');
  expect(found.ok && found.records.map(({ order, preference, service }) => [order, preference, service])).toEqual([
    [50, 10, 'E2U+sip'],
    [50, 20, 'E2U+email'],
    [100, 10, 'E2U+tel'],
    [100, 20, 'E2U+sip'],
  ]);
  expect(found.ok && found.records[3]).toEqual({
    ...{ order: 100, preference: 20, flags: 'u', service: 'E2U+sip', regexp: RULE, replacement: '' },
  });
  expect(await resolver.texts('8.7.5.4.3.2.1.3.4.e164.arpa')).toEqual({ ok: true, records: ['Ann Example'] });
});

test('a resolver sorts, and tells a name without records from a server that fails', async () => {
  expect(await resolver.services('_sip._udp.example.com')).toEqual({
    ok: true,
    records: [
      { priority: 10, weight: 9, host: 'heavy.example.com', port: 5061 },
      { priority: 10, weight: 1, host: 'light.example.com', port: 5062 },
      { priority: 20, weight: 0, host: 'backup.example.com', port: 5060 },
    ],
  });
  expect(await resolver.texts('nobody.example')).toEqual({ ok: true, records: [] });
  dns.failWith = 2;
  expect(await resolver.texts('8.7.5.4.3.2.1.3.4.e164.arpa')).toMatchObject({ ok: false });
  dns.failWith = undefined;
});
