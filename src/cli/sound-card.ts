import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';
import { systemClock } from '../base/clock.ts';

/** Bytes of a wav file before its first sample. */
const WAV_HEADER = 44;
/** A recording grows by a second at a time: with twice that in hand there is no gap. */
const IN_HAND_BYTES = 2 * 16_000;
const LOOK_EVERY_MS = 100;
const PLAYER = ['-q', '-t', 'raw', '-f', 'S16_LE', '-r', '8000', '-c', '1'];

/** Plays wav files of 8000 Hz while they grow, where this machine has aplay and a sound card; else nothing. */
export function soundCard(): { speaker?: (path: string) => () => void } {
  const cards = spawnSync('aplay', ['-l'], { encoding: 'utf8' });
  if (cards.error || cards.status !== 0 || !/^card /m.test(cards.stdout)) return {};
  return { speaker: playGrowing };
}

/** Plays a file as it grows. @returns ends that, after what is in the file by then. */
function playGrowing(path: string): () => void {
  const player: ChildProcess = spawn('aplay', PLAYER, { stdio: ['pipe', 'ignore', 'ignore'] });
  player.on('error', () => {}); // without sound the phone goes on
  player.stdin?.on('error', () => {});
  let position = WAV_HEADER;
  let held: Buffer[] = [];
  const pass = (atOnce: boolean): void => {
    const more = readFrom(path, position);
    position += more.length;
    if (more.length > 0) held.push(more);
    const size = held.reduce((sum, piece) => sum + piece.length, 0);
    if (!atOnce && size < IN_HAND_BYTES && position - size === WAV_HEADER) return;
    for (const piece of held) player.stdin?.write(piece);
    held = [];
  };
  const looking = systemClock.every(LOOK_EVERY_MS, () => pass(false));
  return () => {
    looking.cancel();
    pass(true);
    player.stdin?.end();
  };
}

/** The whole samples of a file from `position` on; none where there is no such file yet. */
function readFrom(path: string, position: number): Buffer {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    return Buffer.alloc(0);
  }
  try {
    const buffer = Buffer.alloc(65_536);
    const count = readSync(fd, buffer, 0, buffer.length, position);
    return buffer.subarray(0, count - (count % 2));
  } finally {
    closeSync(fd);
  }
}
