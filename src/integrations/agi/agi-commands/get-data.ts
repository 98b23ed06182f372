import { readDigits } from '../../../channel/prompt/read-digits.ts';
import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { leadingInteger } from '../leading-integer.ts';
import { ANY_DIGIT, type PlayedFile, playFile } from '../play.ts';

/** No prompt, as an empty name asks for. */
const NOTHING: PlayedFile = { digit: undefined, endMs: 0 };

/** get data: plays a file and reads digits. */
export const agiCommand = defineAgiCommand({
  command: 'get data',
  module: 'res_agi',
  synopsis: 'Plays a file and reads digits',
  syntax: '<filename> [<timeout>] [<max digits>]',
  usage: [
    'Plays a file and reads digits, from the first one on without it, until there are enough, # is pressed, or none comes within the timeout in milliseconds.',
    'The result is the digits, followed by (timeout) where the time was over.',
  ],
  dead: false,
  async run({ call }, [name, timeout, most = '1024']) {
    if (name === undefined) return 'usage';
    const mostDigits = leadingInteger(most) ?? 0;
    if (mostDigits === 0) return { result: -1 };
    const wantedMs = Number.parseInt(timeout ?? '', 10) || 0;
    const { timeouts } = call.channel;
    const limits =
      wantedMs > 0
        ? { firstMs: wantedMs, interMs: wantedMs }
        : wantedMs < 0
          ? { firstMs: undefined, interMs: undefined }
          : { firstMs: timeouts.responseMs, interMs: timeouts.digitMs };
    const played = name === '' ? NOTHING : await playFile(call, name, ANY_DIGIT, 0);
    if (played === undefined) return { result: -1 };
    if (played.digit === '#') return { result: '' };
    const read = await readDigits(call.channel, {
      clock: call.clock,
      signal: call.signal,
      maxDigits: mostDigits > 0 ? mostDigits : 1024,
      terminators: '#',
      start: played.digit,
      ...limits,
    });
    return read.end === 'timeout' ? { result: read.digits, note: '(timeout)' } : { result: read.digits };
  },
});
