import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { leadingInteger } from '../leading-integer.ts';
import { asciiOf, playFile, samplesOf, waitForOne } from '../play.ts';

/** get option: plays a file and waits for a digit. */
export const agiCommand = defineAgiCommand({
  command: 'get option',
  module: 'res_agi',
  synopsis: 'Plays a file and waits for a digit',
  syntax: '<filename> <escape digits> [<timeout>]',
  usage: [
    'As stream file, and waits for one of the digits after that: so many milliseconds, or as long as TIMEOUT(digit).',
  ],
  dead: false,
  async run({ call }, [name, escapes, timeout, more]) {
    if (name === undefined || escapes === undefined || more !== undefined) return 'usage';
    const played = await playFile(call, name, escapes, 0);
    if (played === undefined) return { result: -1, note: 'endpos=0' };
    const withinMs = timeout === undefined ? call.channel.timeouts.digitMs : Math.max(0, leadingInteger(timeout) ?? 0);
    const digit = played.digit ?? (await waitForOne(call, escapes, withinMs));
    return { result: asciiOf(digit), note: `endpos=${samplesOf(played.endMs)}` };
  },
});
