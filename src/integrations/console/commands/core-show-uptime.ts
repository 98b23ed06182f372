import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { spanInWords } from '../uptime.ts';

/** `core show uptime [seconds]`. */
export const command = defineCliCommand({
  command: 'core show uptime [seconds]',
  module: 'core',
  synopsis: 'Show how long it has run',
  usage: 'Shows the time since the start and since the last reload.\nThe word seconds shows both in seconds alone.',
  run(context, [seconds]) {
    const { startedMs, reloadedMs } = context.use(systemPort);
    const since = (timeMs: number): string => {
      const spanMs = context.clock.now() - timeMs;
      return seconds ? String(Math.floor(spanMs / 1000)) : spanInWords(spanMs);
    };
    return `System uptime: ${since(startedMs)}\nLast reload: ${since(reloadedMs)}\n`;
  },
});
