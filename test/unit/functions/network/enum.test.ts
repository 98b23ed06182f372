import { expect, test } from 'vitest';
import type { NamingRecord, Resolver, ResolverResult } from '../../../../src/net/resolver.ts';
import { saidValues } from '../../../support/said-values.ts';

const point = (service: string, regexp: string): NamingRecord => ({
  ...{ order: 1, preference: 1, flags: 'u', service, regexp, replacement: '' },
});

const NAMING: Readonly<Record<string, readonly NamingRecord[]>> = {
  '8.7.5.4.3.2.1.3.4.e164.arpa': [
    point('E2U+sip', '!^(.*)$!sip:first-\\1@example.org!'),
    point('E2U+email', '![!broken!'),
    point('E2U+tel', '!^.*$!tel:+4399!'),
    point('E2U+sip', '!^\\+4312345(.*)$!sip:\\1@example.com!'),
  ],
  'plain.names.example': [point('sip+E2U', '!^plain$!sip:p@example.com!')],
  '3.2.1.1234.isn.example': [point('E2U+sip', '!.*!sip:isn@example.com!')],
};

const answer = <T>(records: readonly T[] | undefined): Promise<ResolverResult<T>> =>
  Promise.resolve(records ? { ok: true, records } : { ok: false, message: 'no answer' });

const resolver: Resolver = {
  naming: (name) => answer(NAMING[name] ?? (name.endsWith('.invalid') ? undefined : [])),
  services: (name) =>
    answer(
      name === '_sip._udp.example.com'
        ? [
            { priority: 10, weight: 9, host: 'heavy.example.com', port: 5061 },
            { priority: 10, weight: 1, host: 'light.example.com', port: 5062 },
            { priority: 20, weight: 0, host: 'backup.example.com', port: 5060 },
          ]
        : [],
    ),
  texts: (name) => answer(name in NAMING ? ['Ann Example'] : []),
};

test('ENUMLOOKUP finds addresses by method, number and kind of look-up', async () => {
  const number = '+43-12345-78';
  const { values, log } = await saidValues(
    [
      `NoOp(\${ENUMLOOKUP(${number})})`,
      `NoOp(\${ENUMLOOKUP(${number},sip,u,2)})`,
      `NoOp(\${ENUMLOOKUP(${number},tel)}|\${ENUMLOOKUP(${number},ALL,,2)}|\${ENUMLOOKUP(${number},sip,c)}|\${ENUMLOOKUP(${number},ALL,c)}|\${ENUMLOOKUP(${number},h323)})`,
      'NoOp(${ENUMLOOKUP(plain,sip,d,1,names.example)}|${ENUMLOOKUP(123*1234,sip,s,1,isn.example)})',
      'NoOp(${ENUMLOOKUP(123,sip,,1,nosuch.invalid)}|${ENUMLOOKUP(123,ALL,c,1,nosuch.invalid)}|${ENUMLOOKUP()})',
    ],
    { resolver },
  );
  expect(values).toEqual([
    'first-+431234578@example.org',
    'sip:78@example.com',
    '+4399|tel:+4399|2|3|',
    'p@example.com|isn@example.com',
    '|-1|',
  ]);
  expect(log.of('warning')).toHaveLength(1);
});

test('ENUMQUERY keeps what ENUMRESULT gives', async () => {
  const { values, log } = await saidValues(
    [
      'Set(a=${ENUMQUERY(+431234578)})',
      'NoOp(${a} ${ENUMRESULT(${a},getnum)} ${ENUMRESULT(${a},1)} ${ENUMRESULT(${a},2)} ${ENUMRESULT(${a},3)})',
      'NoOp(${ENUMQUERY(+123,sip,nosuch.invalid)} ${ENUMRESULT(1,getnum)} ${ENUMRESULT(7,1)} ${ENUMRESULT()} ${ENUMRESULT(0)} ${ENUMQUERY()})',
    ],
    { resolver },
  );
  expect(values).toEqual(['0 2 first-+431234578@example.org 78@example.com ', '1 -1    ']);
  expect(log.of('warning').map((line) => line.replace(/ \[s@.*/, ''))).toEqual([
    'Result number 3 is not valid for DNS query results for ID 0!',
    'No ENUM results found for query id!',
    'ENUMRESULT requires two arguments (id and resultnum)',
    'ENUMQUERY requires at least a number as an argument...',
  ]);
  expect(log.of('error')).toEqual(['A result number must be given to ENUMRESULT!']);
});

test('SRVQUERY, SRVRESULT and TXTCIDNAME', async () => {
  const { values, log } = await saidValues(
    [
      'Set(q=${SRVQUERY(_sip._udp.example.com)})',
      'NoOp(${SRVRESULT(${q},getnum)} ${SRVRESULT(${q},1)} ${SRVRESULT(${q},1,port)} ${SRVRESULT(${q},3,priority)} ${SRVRESULT(${q},2,weight)} ${SRVRESULT(${q},9)})',
      'NoOp(${SRVQUERY(_x._udp.nosuch)}${SRVQUERY()}${SRVRESULT()}${SRVRESULT(1,getnum)}${SRVRESULT(${q},x)}${SRVRESULT(${q},1,y)})',
      'NoOp(${TXTCIDNAME(+431234578)}|${TXTCIDNAME(99)}|${TXTCIDNAME()})',
    ],
    { resolver },
  );
  expect(values).toEqual(['3 heavy.example.com 5061 20 1 ', '', 'Ann Example||']);
  expect(log.of('notice')).toContain("Error performing lookup of service '_x._udp.nosuch'");
  expect(log.of('error')).toEqual(["Invalid value 'x' for resultnum to SRVRESULT", "Unrecognized SRV field 'y'"]);
});
