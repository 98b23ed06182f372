import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { callCounts } from '../channel-rows.ts';
import { spanInWords } from '../uptime.ts';

/** `core show calls [uptime [seconds]]`. */
export const command = defineCliCommand({
  command: 'core show calls [uptime] [seconds]',
  module: 'core',
  synopsis: 'Count the calls',
  usage: `Counts the calls that are up and those since the start. With uptime it shows the time since the start too,
with seconds after that word in seconds alone.`,
  run(context, [uptime, seconds]) {
    const counts = callCounts(context.use(dialplanPort));
    if (uptime === undefined) return counts;
    if (uptime !== 'uptime') return { usage: true };
    const spanMs = context.clock.now() - context.use(systemPort).startedMs;
    return `${counts}System uptime: ${seconds ? Math.floor(spanMs / 1000) : spanInWords(spanMs)}\n`;
  },
});
