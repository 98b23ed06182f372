import { splitArguments } from '../../extend/argument-split.ts';

/** `condition?true:false` of IF and IFTIME; a branch that is not written is undefined. */
export interface Branches {
  readonly condition: string;
  /** Whether anything, be it blanks, stands for the condition and for a branch. */
  readonly complete: boolean;
  readonly yes: string | undefined;
  readonly no: string | undefined;
}

/**
 * Takes `condition?true:false` apart. Quotes and backslashes go from the condition and the first branch, blanks at the ends
 * from all three; brackets protect what is inside them.
 */
export function splitBranches(text: string): Branches {
  const [condition = '', branches] = splitArguments(text, { separator: '?', limit: 2 });
  // the first one is empty in `?:false`
  const [yes, no] = branches ? splitArguments(branches, { separator: ':', limit: 2 }) : [];
  return {
    condition: condition.trim(),
    complete: condition !== '' && (yes ?? no) !== undefined,
    yes: yes?.trim(),
    no: no?.trim(),
  };
}
