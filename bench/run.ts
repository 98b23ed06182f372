// `npm run bench [-- ROW…]`: measures this project against a real Asterisk, A B A B, and prints one table.
// It needs an Asterisk (installed, or a root folder in ASTERISK_ROOT), sipp and taskset; without an Asterisk it says so and ends.
import { BASE_FILES, type Row } from './row.ts';
import { amiRows } from './rows/ami.ts';
import { calendarHour, calendarMonth } from './rows/calendar.ts';
import { callFilesCpu, callFilesTime } from './rows/call-files.ts';
import { callRows } from './rows/calls.ts';
import { consoleCommand } from './rows/console.ts';
import { bigReload, matches, priority, reloadPause, watchedPriority } from './rows/dialplan.ts';
import { conferences, echo, playback, twoPartyBridge } from './rows/media.ts';
import { heldCallMemory, idleMemory, startTime } from './rows/memory.ts';
import { asteriskTarget, asterismTarget, type Target } from './target.ts';

const ROWS: readonly Row[] = [
  ...callRows,
  echo,
  twoPartyBridge,
  playback,
  ...conferences,
  priority,
  watchedPriority,
  bigReload,
  ...matches,
  reloadPause,
  callFilesTime,
  callFilesCpu,
  ...amiRows,
  consoleCommand,
  calendarHour,
  calendarMonth,
  idleMemory,
  heldCallMemory,
  startTime,
];
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);

const asterisk = asteriskTarget();
if (!asterisk) {
  process.stdout.write('bench: no Asterisk to compare with: install one, or name a root folder in ASTERISK_ROOT\n');
  process.exit(0);
}

async function round(target: Target, row: Row): Promise<number> {
  const running = await target.start({ ...BASE_FILES, ...row.files });
  try {
    return await row.measure(running);
  } finally {
    await running.stop();
  }
}

function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function show(figures: readonly number[]): string {
  if (figures.length === 0) return 'failed';
  const digits = median(figures) < 10 ? 2 : 1;
  return `${median(figures).toFixed(digits)} (${Math.min(...figures).toFixed(digits)}–${Math.max(...figures).toFixed(digits)})`;
}

const wanted = process.argv.slice(2);
const lines = [['row', 'unit', 'Asterisk', 'Asterism', 'ratio', 'must', 'aim', '']];
for (const row of ROWS.filter((one) => wanted.length === 0 || wanted.some((word) => one.name.includes(word)))) {
  const theirs: number[] = [];
  const ours: number[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    for (const [target, figures] of [
      [asterisk, theirs],
      [asterismTarget({ built: true }), ours],
    ] as const) {
      try {
        figures.push(await round(target, row));
      } catch (error) {
        process.stderr.write(
          `${row.name}, ${target.name}: ${error instanceof Error ? error.message : String(error)}\n`,
        );
      }
    }
  }
  const ratio = median(ours) / median(theirs);
  const verdict = ratio <= row.aim ? 'reached the aim' : ratio <= row.must ? 'reached' : 'missed';
  lines.push([
    row.name,
    row.unit,
    show(theirs),
    show(ours),
    ratio.toFixed(2),
    row.must.toFixed(2),
    row.aim.toFixed(2),
    verdict,
  ]);
  process.stderr.write(`${lines.at(-1)?.join(' | ')}\n`);
}
const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length))) ?? [];
for (const line of lines)
  process.stdout.write(
    `${line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()}\n`,
  );
