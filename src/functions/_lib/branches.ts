import { splitArguments } from '../../extend/argument-split.ts';

/** `condition?true:false` of IF and IFTIME; a branch that is not written is undefined. */
export interface Branches {
  readonly condition: string;
  readonly yes: string | undefined;
  readonly no: string | undefined;
}

/**
 * Takes `condition?true:false` apart. Quotes and backslashes go from the condition and the first branch, blanks at the ends
 * from all three; brackets protect what is inside them.
 */
export function splitBranches(text: string): Branches {
  const [condition = '', branches] = splitArguments(text, { separator: '?', limit: 2 });
  const [yes, no] = branches === undefined ? [] : splitBranchPair(branches);
  return { condition: condition.trim(), yes: yes?.trim(), no: no?.trim() };
}

function splitBranchPair(text: string): string[] {
  // the first one is empty in `?:false`
  return text === '' ? [''] : splitArguments(text, { separator: ':', limit: 2 });
}
