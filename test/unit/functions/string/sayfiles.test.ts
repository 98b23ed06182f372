import { expect, test } from 'vitest';
import { saidValues } from '../../../support/said-values.ts';

test('SAYFILES gives the prompts that a real Asterisk gives', async () => {
  const { values, log } = await saidValues([
    'NoOp(${SAYFILES(123,digits)}|${SAYFILES(ab3,alpha)}|${SAYFILES(ab,phonetic)}|${SAYFILES(123,number)}|${SAYFILES(21,ordinal)}|${SAYFILES(4.25,money)}|${SAYFILES(abc)}|${SAYFILES(1,xx)})',
    'NoOp(${SAYFILES(-1*#a5,digits)}|${SAYFILES(a b.c,alpha)}|${SAYFILES(1234567,number)}|${SAYFILES(-12,number)}|${SAYFILES(100,ordinal)})',
    'NoOp(${SAYFILES(0.05,money)}|${SAYFILES(1,money)}|${SAYFILES($20.50,money)}|${SAYFILES(0,number)}|${SAYFILES(x,number)}|${SAYFILES(1 2,phonetic)})',
  ]);
  expect(values).toEqual([
    'digits/1&digits/2&digits/3|letters/a&letters/b&digits/3|phonetic/a_p&phonetic/b_p|digits/1&digits/hundred&digits/20&digits/3|digits/20&digits/h-1|digits/4&dollars&and&digits/20&digits/5&cents|letters/a&letters/b&letters/c|',
    'digits/minus&digits/1&digits/star&digits/pound&digits/5|letters/a&letters/space&letters/b&letters/dot&letters/c|digits/1&digits/million&digits/2&digits/hundred&digits/30&digits/4&digits/thousand&digits/5&digits/hundred&digits/60&digits/7|digits/minus&digits/12|digits/1&digits/h-hundred',
    'digits/5&cents|digits/1&letters/dollar|digits/0&cents|digits/0||digits/1&letters/space&digits/2',
  ]);
  expect(log.of('warning').map((line) => line.replace(/ \[s@.*/, ''))).toEqual([
    'Invalid say type specified: xx',
    'Invalid numeric argument: x',
  ]);
});
