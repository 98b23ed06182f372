import { type Pattern, parsePattern, withoutDashes } from './pattern.ts';

/**
 * How digits are compared. `match`: they are the extension. `canMatch`: they are, or further digits would make them so.
 * `matchMore`: further digits would make them another match than they are now.
 */
export type MatchMode = 'match' | 'canMatch' | 'matchMore';

/** The answer for one extension; `final` is a `!` asked for more: the search ends there with no match. */
export type MatchAnswer = 'yes' | 'no' | 'final';

/** Compares digits with one extension. */
export function matchPattern(pattern: Pattern, digits: string, mode: MatchMode): MatchAnswer {
  if (!pattern.usable) return 'no';
  const data = withoutDashes(digits);
  const { positions } = pattern;
  for (let i = 0; i < data.length; i++) {
    const position = positions[i];
    if (!position) return 'no';
    if (position.kind === 'more') return 'yes';
    if (position.kind === 'rest') return mode === 'matchMore' ? 'final' : 'yes';
    const accepted = position.kind === 'literal' ? position.char : position.chars;
    if (!accepted.includes(data.charAt(i))) return 'no';
  }
  const next = positions[data.length];
  if (next?.kind === 'rest') return mode === 'matchMore' ? 'final' : 'yes';
  if (mode === 'match') return next ? 'no' : 'yes';
  return mode === 'canMatch' || next ? 'yes' : 'no';
}

/**
 * Whether a caller's number meets the caller part of `exten => 100/CALLER`: an extension or pattern, or empty for
 * callers without a number.
 */
export function matchCaller(caller: Pattern, number: string): boolean {
  if (caller.source === '') return number === '';
  return matchPattern(caller, number, 'match') === 'yes';
}

/** Whether `digits` match the pattern written `source`, once. */
export function matchesPattern(source: string, digits: string): boolean {
  return matchPattern(parsePattern(source), digits, 'match') === 'yes';
}
