import type { Diagnostic } from '../../base/diagnostic.ts';
import { renderDiagnostic } from '../../base/diagnostic-render.ts';

/** One diagnostic as `asterism check --json` prints it. Lines and columns count from 1; `endColumn` is the first after the text. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly notes: readonly {
    readonly message: string;
    readonly file?: string;
    readonly line?: number;
    readonly column?: number;
    readonly endColumn?: number;
  }[];
  readonly help: string | null;
}

/** The diagnostics for programs. */
export function toJson(diagnostics: readonly Diagnostic[]): JsonDiagnostic[] {
  return diagnostics.map(({ code, severity, message, span, notes, help }) => ({
    code,
    severity,
    message,
    ...span,
    notes: notes.map((note) => ({ message: note.message, ...note.span })),
    help: help ?? null,
  }));
}

/** The diagnostics for people, one after the other, with a line at the end that counts them. */
export function toText(diagnostics: readonly Diagnostic[], files: number, colour: boolean): string {
  const blocks = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, { colour }));
  return [...blocks, summary(diagnostics, files)].join('\n');
}

function summary(diagnostics: readonly Diagnostic[], files: number): string {
  const count = (severity: string, word: string): string => {
    const n = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return `${n} ${word}${n === 1 ? '' : 's'}`;
  };
  const found = [count('error', 'error'), count('warning', 'warning'), count('note', 'note')].join(', ');
  return `${files} file${files === 1 ? '' : 's'} checked: ${found}\n`;
}
