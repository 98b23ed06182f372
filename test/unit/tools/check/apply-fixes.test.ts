import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../../src/base/diagnostic.ts';
import { applyFixes } from '../../../../src/tools/check/apply-fixes.ts';

function fix(line: number, column: number, endColumn: number, replacement: string): Fix {
  return { span: { file: 'a.conf', line, column, endColumn }, replacement };
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('applying fixes', () => {
  it('changes the spans and nothing else, byte for byte', () => {
    const before = latin1('\xef\xbb\xbf[a]\r\n\tx = gr\xfcn|b|c \r\n; caf\xe9\n\n last=1|2');
    const { bytes, applied, left } = applyFixes(before, [
      fix(2, 10, 11, ','),
      fix(2, 12, 13, ','),
      fix(5, 8, 9, ','),
      fix(1, 2, 3, 'A'),
    ]);
    expect(Buffer.from(bytes).toString('latin1')).toBe(
      '\xef\xbb\xbf[A]\r\n\tx = gr\xfcn,b,c \r\n; caf\xe9\n\n last=1,2',
    );
    expect(applied).toHaveLength(4);
    expect(left).toEqual([]);
  });

  it('counts columns in characters, not bytes', () => {
    const { bytes } = applyFixes(Buffer.from('x=\u00fc\u{1f600}|b\n'), [fix(1, 6, 7, ',')]);
    expect(Buffer.from(bytes).toString()).toBe('x=\u00fc\u{1f600},b\n');
  });

  it('leaves out what overlaps, what lies outside, and what the line cannot hold', () => {
    const overlapping = applyFixes(Buffer.from('abcdef\n'), [fix(1, 1, 4, 'X'), fix(1, 3, 6, 'Y'), fix(9, 1, 2, 'Z')]);
    expect(Buffer.from(overlapping.bytes).toString()).toBe('abYf\n');
    expect(overlapping.applied).toHaveLength(1);
    expect(overlapping.left).toHaveLength(2);
    const odd = applyFixes(latin1('\xfc=1\n'), [fix(1, 3, 4, '\u20ac')]);
    expect(odd.applied).toEqual([]);
    expect(Buffer.from(odd.bytes)).toEqual(latin1('\xfc=1\n'));
  });
});
