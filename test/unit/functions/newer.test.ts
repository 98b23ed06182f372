import { expect, test } from 'vitest';
import { saidValues } from '../../support/said-values.ts';

// What releases after the recorded one have; @see the documentation of Asterisk 20 to 23.

test('TRIM, LTRIM and RTRIM take blanks away', async () => {
  const { values } = await saidValues([
    'Set(T=  a b\t )',
    'NoOp([${TRIM(${T})}] [${LTRIM(${T})}] [${RTRIM(${T})}] [${TRIM(  )}] [${TRIM()}])',
  ]);
  expect(values).toEqual(['[a b] [a b\t ] [  a b] [] []']);
});

test('UUID is another one each time', async () => {
  const { values } = await saidValues(['NoOp(${UUID()})', 'NoOp(${UUID()})']);
  for (const value of values)
    expect(value).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(values).size).toBe(2);
});

test('VARIABLE_EXISTS tells an empty variable from none, of the channel and of all', async () => {
  const { values } = await saidValues([
    'Set(empty=)',
    'Set(GLOBAL(all)=1)',
    'NoOp(${VARIABLE_EXISTS(empty)} ${VARIABLE_EXISTS(nosuch)} ${VARIABLE_EXISTS(all)} ${VARIABLE_EXISTS(EXTEN)})',
  ]);
  expect(values).toEqual(['1 0 1 1']);
});

test('GLOBAL_EXISTS and GLOBAL_DELETE see global variables alone', async () => {
  const { values } = await saidValues([
    'Set(own=1)',
    'Set(GLOBAL(all)=)',
    'NoOp(${GLOBAL_EXISTS(own)} ${GLOBAL_EXISTS(all)} ${GLOBAL_EXISTS(nosuch)})',
    'Set(GLOBAL_DELETE(all)=)',
    'Set(GLOBAL_DELETE(nosuch)=)',
    'NoOp(${GLOBAL_EXISTS(all)} ${VARIABLE_EXISTS(own)})',
  ]);
  expect(values).toEqual(['0 1 0', '0 1']);
});
