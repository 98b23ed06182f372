import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modernizeSeparators, splitArguments, splitWithOffsets } from '../../../src/extend/argument-split.ts';

describe('arguments', () => {
  // Each as a real Asterisk 16 took it apart for MSet.
  test.each([
    ['1"2,3"4,(5,6),[7,8],9\\,10,x\\y,"\\"q",a\\\\b', ['12,34', '(5,6)', '[7,8]', '9,10', 'xy', '"q', 'a\\b']],
    ['"(",2,")",4', ['(,2,)', '4']],
    ['(",2,"),5', ['(,2,)', '5']],
    ['),2,[,3,],1', [')', '2', '[,3,]', '1']],
    [' 1 , 2 ,3', [' 1 ', ' 2 ', '3']],
    ['\\(,4,\\",5,"', ['(', '4', '"', '5', '']],
    ['([),1]),2', ['([),1])', '2']],
    ['1,,2', ['1', '', '2']],
    ['', []],
    [',', ['', '']],
  ])('%j', (text, parts) => {
    expect(splitArguments(text)).toEqual(parts);
  });

  test('the last of a limited number takes the rest as it stands', () => {
    expect(splitArguments('1,a,"b,c",d\\,e', { limit: 2 })).toEqual(['1', 'a,"b,c",d\\,e']);
    expect(splitArguments('"a,b",c', { limit: 2 })).toEqual(['a,b', 'c']);
  });

  test('raw arguments keep quotes and backslashes', () => {
    expect(splitArguments('"a,b",c\\,d', { raw: true })).toEqual(['"a,b"', 'c\\,d']);
  });

  test('the places of the arguments cover the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '(', ')', '[', ']', '\\', ' ') }), (text) => {
        const placed = splitWithOffsets(text);
        expect(placed.map(({ at, end }) => text.slice(at, end)).join(',')).toBe(text);
        expect(splitWithOffsets(text, { raw: true }).map((one) => one.text)).toEqual(
          placed.map(({ at, end }) => text.slice(at, end)),
        );
      }),
    );
  });
});

describe('bars of old', () => {
  test.each([
    ['s|1', 's,1'],
    ['SIP/a|20|tT', 'SIP/a,20,tT'],
    ['a,b|c', 'a,b,c'],
    ['a,b', 'a,b'],
    ['$[1 | 2]', '$[1 | 2]'],
    ['"a|b"|c', '"a|b",c'],
    ['${IF($["${A}" = "" | 1]?x:y)}|20', '${IF($["${A}" = "" | 1]?x:y)},20'],
  ])('%j becomes %j', (old, modern) => {
    expect(modernizeSeparators(old)).toBe(modern);
  });
});
