import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExtensionIndex } from '../../../src/dialplan/pattern/extension-index.ts';
import { type MatchMode, matchCaller, matchPattern } from '../../../src/dialplan/pattern/match.ts';
import { parsePattern } from '../../../src/dialplan/pattern/pattern.ts';

function entry(text: string) {
  const slash = text.indexOf('/');
  const name = slash < 0 ? text : text.slice(0, slash);
  const caller = slash < 0 ? undefined : parsePattern(text.slice(slash + 1));
  return { pattern: parsePattern(name), caller, value: text };
}

function indexOf(...texts: string[]): ExtensionIndex<string> {
  return new ExtensionIndex(texts.map(entry));
}

/** The extensions of a context on a real Asterisk 16, in the order in which its `dialplan show` lists them. */
const LISTED = [
  ...['100', '1-01', '200/', '200/5551', '200/_555X', '200', 'ABC', 'abc', 's', '_#.', '_*XX', '_+N.', '_15X'],
  ...['_1[56]X', '_1[5-9]X', '_1[0-5]X', '_1NX', '_1ZX', '_1XX!', '_1XX', '_1X.', '_1.', '_1!', '_2XX/_5.', '_2XX'],
  ...['_7X', '_7!', '_[]7', '_8!1', '_Abc', '_[X]8', '_\\[8', '_abc', '_abn', '_s', '_[x]8', '_[-+]5'],
  ...['_[12][34]5', '_[13][24]5', '_[2-4]-[5-7]!', '_[abc]d', '_[a-c]e', '_xxxz', '_X-XXXX', '_XXX', '_X.Z', '_.', '_'],
];

describe('the order of extensions', () => {
  test('is that of Asterisk', () => {
    const shuffled = [...LISTED].sort((a, b) => (a.length - b.length || a < b ? 1 : -1));
    expect(indexOf(...shuffled).entries.map((one) => one.value)).toEqual(LISTED);
  });
});

/** Digits and the extension that a real Asterisk 16 chose among those of LISTED. */
const CHOSEN = `100 100, 101 1-01, 1-0-1 1-01, 10-0 100, 110 _1[0-5]X, 150 _15X, 15 _1., 1 _1!, 160 _1[56]X, 190 _1[5-9]X,
  1000 _1XX!, 2 _., 25 _[2-4]-[5-7]!, 26x _[2-4]-[5-7]!, 234 _2XX, 2345 _xxxz, 10001 _1XX!, 22 _X.Z, 222 _2XX, abc abc,
  Abc _Abc, ABC ABC, abn _., ab5 _abn, ab1 _., ad _[abc]d, bd _[abc]d, be _[a-c]e, AD _., +5 _[-+]5, -5 _., +55 _+N., +15 _.,
  7 _7!, 77 _7X, 777 _7!, 98 _X.Z, 5 _., *12 _*XX, #1 _#., # _., s s, 201 _2XX, zzz _., 95 _X.Z, 135 _1[0-5]X,
  325 _[13][24]5, -8 _8!1, X8 _[X]8, x8 _[x]8, 81 _8!1, 8 _8!1, 7-7 _7X, 1--0-0 100`;

describe('the extension chosen', () => {
  const index = indexOf(...LISTED);
  test.each(CHOSEN.split(/,\s+/).map((pair) => pair.split(' ') as [string, string]))(
    '%s reaches %s',
    (digits, chosen) => {
      expect(index.find(digits, 'none', 'match')).toBe(chosen);
    },
  );

  test.each([
    ['5551', '200/5551', '_2XX/_5.'],
    ['5552', '200/_555X', '_2XX/_5.'],
    ['555', '200', '_2XX/_5.'],
    ['1234', '200', '_2XX'],
    ['', '200/', '_2XX'],
    ['5-5-5-1', '200/5551', '_2XX/_5.'],
  ])('a caller %j reaches %s and %s', (caller, on200, on201) => {
    expect(index.find('200', caller, 'match')).toBe(on200);
    expect(index.find('201', caller, 'match')).toBe(on201);
  });

  test('a less specific extension is used where the best lacks what is wanted', () => {
    expect(index.find('100', 'x', 'match', (name) => name !== '100')).toBe('_1[0-5]X');
  });

  test('a pattern whose bracket is not closed matches nothing', () => {
    expect(indexOf('_9[8').find('98', '', 'match')).toBeUndefined();
    expect(indexOf('_[9-1]5').find('95', '', 'match')).toBeUndefined();
  });
});

describe('digits one by one', () => {
  const index = indexOf('100', '1001', '_2XX', '_3.', '_4!', '_5XX!');
  test.each<[string, boolean, boolean]>([
    ['', true, true],
    ['1', true, true],
    ['100', true, true],
    ['1001', true, false],
    ['1002', false, false],
    ['2', true, true],
    ['234', true, false],
    ['3', true, true],
    ['333', true, true],
    ['4', true, false],
    ['44', true, false],
    ['51', true, true],
    ['512', true, false],
    ['5123', true, false],
    ['9', false, false],
  ])('%j can match: %s, may be longer: %s', (digits, can, more) => {
    expect(index.find(digits, '', 'canMatch') !== undefined).toBe(can);
    expect(index.find(digits, '', 'matchMore') !== undefined).toBe(more);
  });
});

/** The same, by trying every extension in order. */
function tryAll(index: ExtensionIndex<string>, digits: string, caller: string, mode: MatchMode): string | undefined {
  for (const { pattern, caller: only, value } of index.entries) {
    if (only && !matchCaller(only, caller)) continue;
    const answer = matchPattern(pattern, digits, mode);
    if (answer === 'final') return undefined;
    if (answer === 'yes') return value;
  }
  return undefined;
}

describe('the index', () => {
  const position = fc.constantFrom('1', '2', '3', 'a', 'X', 'Z', 'N', '[12]', '[1-3]', '[23a]', '-');
  const pattern = fc
    .tuple(fc.array(position, { maxLength: 4 }), fc.constantFrom('', '', '.', '!'))
    .map(([positions, end]) => `_${positions.join('')}${end}`);
  const literal = fc
    .array(fc.constantFrom('1', '2', '3', 'a', '-'), { minLength: 1, maxLength: 4 })
    .map((all) => all.join(''));
  const caller = fc.constantFrom('', '', '/', '/1', '/_2X');
  const extension = fc.tuple(fc.oneof(pattern, literal), caller).map(([name, only]) => name + only);
  const digits = fc.array(fc.constantFrom('1', '2', '3', '9', 'a', '-'), { maxLength: 5 }).map((all) => all.join(''));

  test('finds what trying all in order finds', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(extension, { maxLength: 25, selector: keyOf }),
        digits,
        fc.constantFrom('', '1', '21', '5'),
        fc.constantFrom<MatchMode>('match', 'canMatch', 'matchMore'),
        (extensions, dialled, number, mode) => {
          const index = indexOf(...extensions);
          expect(index.find(dialled, number, mode)).toBe(tryAll(index, dialled, number, mode));
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('holds 20,000 extensions without slowing down', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => [
      `1${String(i).padStart(5, '0')}`,
      `_2${String(i).padStart(5, '0')}XX`,
    ]);
    const index = indexOf(...names.flat());
    const steps: number[] = [];
    expect(index.find('20999912', '', 'match', () => steps.push(1) > 0)).toBe('_209999XX');
    expect(steps).toHaveLength(1);
  });
});

function keyOf(text: string): string {
  const { pattern, caller } = entry(text);
  return `${pattern.key}/${caller?.key}`;
}
