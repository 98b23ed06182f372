import { formatDate } from '../../base/date-format.ts';
import { formatClock } from '../../base/duration.ts';
import type { CallTrace, TracedNote, TracedStep } from './call-trace.ts';

const INDENT = ' '.repeat(15);

/**
 * A trace for reading: each priority with its time and its line in the file, what was read for its arguments, what came of
 * them, and where the call went on where that is not the next priority.
 * @param now epoch milliseconds.
 */
export function renderTrace(trace: CallTrace, now: number): string {
  const { events, forgotten, startedMs, over, channel } = trace;
  const head = `Trace of ${channel}, since ${formatDate('%F %T', startedMs)}, ${over ? 'over' : 'live'}\n`;
  const lost = forgotten > 0 ? `  (${forgotten} earlier events are forgotten)\n` : '';
  const steps = events.map((event, index) =>
    event.kind === 'note' ? noteLines(event) : stepLines(event, index === events.length - 1 && !over ? now : undefined),
  );
  return `${head}${lost}${steps.join('')}${events.length === 0 ? '  nothing has been run since\n' : ''}`;
}

function timeOf(timeMs: number): string {
  return formatDate('%T.%3q', timeMs);
}

function noteLines({ timeMs, text }: TracedNote): string {
  return `  ${timeOf(timeMs)} * ${text}\n`;
}

/** @param now given while the call is at this very priority. */
function stepLines(step: TracedStep, now: number | undefined): string {
  const { timeMs, at, span, application, written, text, values, ledTo } = step;
  const { exten, context, priority } = at;
  const lines = [
    `  ${timeOf(timeMs)} ${exten}@${context}:${priority} (${span.file}:${span.line})  ${application}(${written})`,
  ];
  for (const [name, value] of unique(values)) lines.push(`${INDENT}\${${name}} is ${quoted(value)}`);
  if (text !== written) lines.push(`${INDENT}runs as ${application}(${text})`);
  if (ledTo === undefined)
    lines.push(`${INDENT}${now === undefined ? 'was interrupted' : `is here, for ${formatClock(now - timeMs)}`}`);
  else if (ledTo !== '') lines.push(`${INDENT}-> ${ledTo}`);
  return lines.map((line) => `${line}\n`).join('');
}

function quoted(value: string): string {
  return value === '(not set)' ? value : `'${value}'`;
}

/** Each value once, where the same was read twice. */
function unique(values: TracedStep['values']): ReadonlyArray<readonly [name: string, value: string]> {
  return values.filter(
    ([name, value], index) => values.findIndex((one) => one[0] === name && one[1] === value) === index,
  );
}
