import { expect, test } from 'vitest';
import { compileText } from '../../../src/dialplan/substitute/compile.ts';
import type { SubstitutionContext } from '../../../src/dialplan/substitute/context.ts';

/** Functions that answer at once or later. */
function context(late: boolean): SubstitutionContext {
  const read = (args: string): string => args.toUpperCase();
  return {
    variable: (name) => (name === 'ABC' ? 'abcdefghij' : undefined),
    hasFunction: (name) => name === 'TOUPPER',
    readFunction: (_name, args) => (late ? Promise.resolve(read(args)) : read(args)),
    warn() {},
    error() {},
  };
}

test.each([
  '${TOUPPER(abc):1:1}',
  'x${TOUPPER(${ABC})}y',
  '$["${TOUPPER(a)}" = "A"]',
  '$[TOUPPER(abc)]',
  '${${TOUPPER(abc)}:2}',
  '${TOUPPER(${TOUPPER(a)}b)}',
])('%s has the same value when its function answers late', async (text) => {
  const atOnce = compileText(text).run(context(false));
  expect(typeof atOnce).toBe('string');
  expect(await compileText(text).run(context(true))).toBe(atOnce);
});
