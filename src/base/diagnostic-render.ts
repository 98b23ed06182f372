import type { Diagnostic, Severity, Span } from './diagnostic.ts';

const COLOUR: Record<Severity, string> = { error: '\x1b[1;31m', warning: '\x1b[1;33m', note: '\x1b[1;36m' };
const BLUE = '\x1b[1;34m';
const BOLD = '\x1b[1m';
const PLAIN = '\x1b[0m';

/** How to print. */
export interface RenderOptions {
  /** ANSI colours; off by default. */
  readonly colour?: boolean;
}

/**
 * A diagnostic as several lines, with the source line and a caret under the span:
 *
 *     error[DP0201]: unknown application 'Dail'
 *       --> extensions.conf:12:22
 *        |
 *     12 |  same => n,Dail(SIP/100)
 *        |            ^^^^
 *        = help: a similar name exists: 'Dial'
 */
export function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions = {}): string {
  const paint = (colour: string, text: string): string => (options.colour ? `${colour}${text}${PLAIN}` : text);
  const { span } = diagnostic;
  const number = String(span.line);
  const gutter = ' '.repeat(number.length);
  const bar = paint(BLUE, '|');
  const lines = [
    `${paint(COLOUR[diagnostic.severity], `${diagnostic.severity}[${diagnostic.code}]`)}${paint(BOLD, `: ${diagnostic.message}`)}`,
    `${gutter}${paint(BLUE, '-->')} ${formatSpan(span)}`,
  ];
  if (diagnostic.sourceLine !== undefined) {
    const { text, column, width } = visibleLine(diagnostic.sourceLine, span);
    lines.push(`${gutter} ${bar}`, `${paint(BLUE, number)} ${bar} ${text}`);
    lines.push(`${gutter} ${bar} ${' '.repeat(column)}${paint(COLOUR[diagnostic.severity], '^'.repeat(width))}`);
  }
  for (const note of diagnostic.notes) {
    lines.push(`${gutter} ${paint(BLUE, '=')} note: ${note.message}${note.span ? ` (${formatSpan(note.span)})` : ''}`);
  }
  if (diagnostic.help !== undefined) lines.push(`${gutter} ${paint(BLUE, '=')} help: ${diagnostic.help}`);
  return `${lines.join('\n')}\n`;
}

/** `file:line:column`, the form that editors jump to. */
export function formatSpan(span: Span): string {
  return `${span.file}:${span.line}:${span.column}`;
}

/** The line as it can be shown: tabs as spaces, long lines cut around the span, control characters made visible. */
function visibleLine(source: string, span: Span): { text: string; column: number; width: number } {
  const start = Math.min(span.column - 1, source.length);
  const end = Math.min(Math.max(span.endColumn - 1, start + 1), Math.max(source.length, start + 1));
  const from = start > 100 ? start - 40 : 0;
  const show = (text: string): string => text.replaceAll('\t', '    ').replace(/[\x00-\x1f\x7f]/g, '\u{fffd}');
  const before = show(source.slice(from, start));
  const marked = show(source.slice(start, end));
  const after = show(source.slice(end, from + 160));
  const lead = from > 0 ? '... ' : '';
  return {
    text: lead + before + marked + after,
    column: lead.length + before.length,
    width: Math.max(1, marked.length),
  };
}
