import { freemem, totalmem, uptime } from 'node:os';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { machineFacts } from '../machine-facts.ts';

/** `core show sysinfo`. */
export const command = defineCliCommand({
  command: 'core show sysinfo',
  module: 'core',
  synopsis: 'Tell how the machine fares',
  usage: 'Tells how long the machine runs, its memory and swap space, and how many processes it has.',
  run() {
    const kib = (bytes: number): string => `${Math.floor(bytes / 1024)} KiB`;
    const { buffers, swapTotal, swapFree, processes } = machineFacts();
    const rows: ReadonlyArray<readonly [string, string]> = [
      ['System Uptime', `${Math.floor(uptime() / 3600)} hours`],
      ['Total RAM', kib(totalmem())],
      ['Free RAM', kib(freemem())],
      ['Buffer RAM', kib(buffers)],
      ['Total Swap Space', kib(swapTotal)],
      ['Free Swap Space', kib(swapFree)],
    ];
    const lines = rows.map(([label, value]) => `  ${`${label}:`.padEnd(26)} ${value}\n`).join('');
    return `\nSystem Statistics\n-----------------\n${lines}\n  ${'Number of Processes:'.padEnd(26)} ${processes} \n\n`;
  },
});
