import type { Pattern, Position } from './pattern.ts';

/**
 * The order in which extensions of one context are tried and listed: literal ones first, then patterns position by
 * position, fewer choices first, then the lower characters; `.` after every set, `!` after that, the pattern's end last.
 */
export function comparePatterns(a: Pattern, b: Pattern): number {
  if (a.isPattern !== b.isPattern) return a.isPattern ? 1 : -1;
  if (!a.isPattern) return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
  for (let i = 0; ; i++) {
    const left = a.positions[i];
    const right = b.positions[i];
    if (!left || !right) return left ? -1 : right ? 1 : 0;
    const order = comparePositions(left, right);
    if (order !== 0) return order;
  }
}

/** The order of two patterns' characters at one position. */
export function comparePositions(a: Position, b: Position): number {
  const left = charsOf(a);
  const right = charsOf(b);
  if (left === undefined || right === undefined) return weightOf(a) - weightOf(b);
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

function charsOf(position: Position): string | undefined {
  if (position.kind === 'literal') return position.char;
  return position.kind === 'set' ? position.chars : undefined;
}

function weightOf({ kind }: Position): number {
  return kind === 'rest' ? 2 : kind === 'more' ? 1 : 0;
}
