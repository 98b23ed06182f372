import { type Diagnostic, type DiagnosticParts, diagnose } from '../../base/diagnostic.ts';
import type { DiagnosticKind } from '../../base/diagnostic-kind.ts';
import type { ConfigText } from '../../config/text.ts';

/** Collects what is wrong with a dialplan, each fault with its place. */
export class Faults {
  readonly list: Diagnostic[] = [];

  /** Notes a fault about `text`, or about the part of it from `start` to `end`. */
  add(
    kind: DiagnosticKind,
    message: string,
    text: ConfigText,
    parts: Omit<DiagnosticParts, 'sourceLine'> & { readonly start?: number; readonly end?: number } = {},
  ): void {
    const { start, end, ...rest } = parts;
    const span = start === undefined ? text.span : text.spanOf(start, end);
    // A text that was put together from several lines shows the one that the fault is in only if that is its first.
    const sourceLine = span.line === text.line.number && span.file === text.line.file ? text.sourceLine : undefined;
    this.list.push(diagnose(kind, message, span, { ...rest, sourceLine }));
  }
}
