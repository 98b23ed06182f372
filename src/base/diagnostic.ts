import type { DiagnosticKind, Severity } from './diagnostic-kind.ts';

export type { Severity } from './diagnostic-kind.ts';

/** Where a piece of text stands. Lines and columns count from 1; `endColumn` is the first column after the text. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** An exact rewrite of one span that cures the fault; `asterism check --fix` applies it. */
export interface Fix {
  readonly span: Span;
  readonly replacement: string;
}

/** A further place or fact that belongs to a diagnostic. */
export interface DiagnosticNote {
  readonly message: string;
  readonly span?: Span;
}

/** The user's text is wrong: a value, many per run, in the style of rustc and elm. */
export interface Diagnostic {
  /** Stable, for example `DP0201`; `asterism explain DP0201` tells more. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  /** The source line at `span`, as it stands in the file. */
  readonly sourceLine?: string;
  readonly notes: readonly DiagnosticNote[];
  readonly help?: string;
  readonly fix?: Fix;
}

/** The optional parts of a diagnostic. */
export interface DiagnosticParts {
  readonly severity?: Severity;
  readonly sourceLine?: string | undefined;
  readonly notes?: readonly DiagnosticNote[];
  readonly help?: string | undefined;
  readonly fix?: Fix | undefined;
}

/** Makes a diagnostic of a declared kind; severity is the kind's own unless `parts` says otherwise. */
export function diagnose(kind: DiagnosticKind, message: string, span: Span, parts: DiagnosticParts = {}): Diagnostic {
  return {
    code: kind.code,
    severity: parts.severity ?? kind.severity,
    message,
    span,
    notes: parts.notes ?? [],
    ...(parts.sourceLine !== undefined && { sourceLine: parts.sourceLine }),
    ...(parts.help !== undefined && { help: parts.help }),
    ...(parts.fix !== undefined && { fix: parts.fix }),
  };
}

/** A span that covers `length` columns from (`line`, `column`). */
export function spanAt(file: string, line: number, column: number, length: number): Span {
  return { file, line, column, endColumn: column + Math.max(1, length) };
}

/** True if any of `diagnostics` is an error. */
export function hasErrors(diagnostics: Iterable<Diagnostic>): boolean {
  for (const diagnostic of diagnostics) if (diagnostic.severity === 'error') return true;
  return false;
}
