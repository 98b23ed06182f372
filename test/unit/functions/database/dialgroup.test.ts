import { expect, test } from 'vitest';
import { saidValues } from '../../../support/said-values.ts';

test('DIALGROUP keeps a group in the database, for Dial', async () => {
  const { values, log } = await saidValues([
    'NoOp(${DIALGROUP(g)})',
    'Set(DIALGROUP(g,add)=SIP/1)',
    'Set(DIALGROUP(g,add)=SIP/2)',
    'Set(DIALGROUP(g,add)=SIP/2)',
    'Set(DIALGROUP(g,add)=SIP/10&SIP/11)',
    'NoOp(${DIALGROUP(g)}|${DB(dialgroup/g)})',
    'Set(DIALGROUP(g,del)=SIP/2)',
    'Set(DIALGROUP(g,del)=SIP/99)',
    'NoOp(${DIALGROUP(g)})',
    'Set(DIALGROUP(g)=a&b&c)',
    'NoOp(${DIALGROUP(g)})',
    'Set(DIALGROUP(g,zap)=a)',
  ]);
  expect(values).toEqual(['', 'SIP/1&SIP/2&SIP/10&SIP/11|SIP/1&SIP/2&SIP/10&SIP/11', 'SIP/1&SIP/10&SIP/11', 'a&b&c']);
  expect(log.has("No such dialgroup 'g'")).toBe(true);
  expect(log.has("Interface 'SIP/99' not found in dialgroup 'g'")).toBe(true);
  expect(log.of('error')).toEqual(['Unrecognized operation: zap']);
});

test('BLACKLIST looks for the number and the name of the caller', async () => {
  const { values } = await saidValues([
    'NoOp(${BLACKLIST()})',
    'Set(DB(blacklist/5551234)=1)',
    'NoOp(${BLACKLIST()})',
    'NoOp(${DB_DELETE(blacklist/5551234)}${BLACKLIST()})',
    'Set(DB(blacklist/Bob)=1)',
    'Set(CALLERID(name)=Bob)',
    'NoOp(${BLACKLIST()})',
  ]);
  expect(values).toEqual(['0', '1', '10', '1']);
});
