import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';

const leftovers = new Set<() => void>();
let watching = false;

/**
 * Has `end` called if this process ends first: by SIGINT, SIGTERM or SIGHUP, by an error, or because nobody reads what it prints any more
 * (`| head`). `end` must not wait for anything.
 * @returns what to call once there is nothing left to end.
 */
export function atOurEnd(end: () => void): () => void {
  watch();
  leftovers.add(end);
  return () => leftovers.delete(end);
}

/** Kills a program that would go on without this process. @returns the same program. */
export function endWithUs<T extends ChildProcess>(child: T): T {
  child.once(
    'exit',
    atOurEnd(() => child.kill('SIGKILL')),
  );
  return child;
}

function watch(): void {
  if (watching) return;
  watching = true;
  process.once('exit', () => {
    for (const end of leftovers) end();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  for (const stream of [process.stdout, process.stderr])
    stream.once('error', () => process.exit(128 + constants.signals.SIGPIPE));
}
