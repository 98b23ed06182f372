import { spawn, spawnSync } from 'node:child_process';

/** Bytes of a wav file before its first sample. */
const WAV_HEADER = 44;

/** Plays wav files as they grow, where this machine has aplay and a sound card; else nothing. */
export function soundCard(): { speaker?: (path: string) => () => void } {
  const cards = spawnSync('aplay', ['-l'], { encoding: 'utf8' });
  if (cards.error || cards.status !== 0 || !/^card /m.test(cards.stdout)) return {};
  return {
    speaker(path) {
      const tail = spawn('tail', ['-c', `+${WAV_HEADER + 1}`, '-F', path], { stdio: ['ignore', 'pipe', 'ignore'] });
      const player = spawn('aplay', ['-q', '-t', 'raw', '-f', 'S16_LE', '-r', '8000', '-c', '1'], {
        stdio: [tail.stdout, 'ignore', 'ignore'],
      });
      for (const child of [tail, player]) child.on('error', () => {}); // without sound the phone goes on
      return () => tail.kill();
    },
  };
}
