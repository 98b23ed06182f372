/** How bad: an error refuses the file, a warning loads it, a note only informs. */
export type Severity = 'error' | 'warning' | 'note';

/** A declared fault: its stable code and what `asterism explain CODE` prints. */
export interface DiagnosticKind {
  /** Two capital letters for the room (CF config, DP dialplan, SP SIP, CA calendar, CL call file, ...) and four digits. Never reused. */
  readonly code: string;
  readonly severity: Severity;
  /** The fault in a few words, without particulars. */
  readonly title: string;
  /** What it means, why it matters on a call, and how to cure it: a few sentences, with an example where one helps. */
  readonly explanation: string;
}

/** Declares a kind of diagnostic. Every room keeps its own in one file `codes.ts`, exported as `codes`. */
export function defineDiagnostic(kind: DiagnosticKind): DiagnosticKind {
  return kind;
}
