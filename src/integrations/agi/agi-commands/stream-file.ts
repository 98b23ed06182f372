import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { leadingInteger } from '../leading-integer.ts';
import { asciiOf, playFile, samplesOf } from '../play.ts';

/** stream file: plays a file. */
export const agiCommand = defineAgiCommand({
  command: 'stream file',
  module: 'res_agi',
  synopsis: 'Plays a file',
  syntax: '<filename> <escape digits> [<sample offset>]',
  usage: [
    'Plays a file from so many samples on.',
    'It ends early at one of the escape digits. The result is 0, the ASCII code of the digit, or -1 for a hangup.',
    'endpos tells how many samples of the file have been played. Sets PLAYBACKSTATUS: SUCCESS or FAILED.',
  ],
  dead: false,
  async run({ call }, [name, escapes, offset = '0', more]) {
    const from = leadingInteger(offset);
    if (name === undefined || escapes === undefined || from === undefined || more !== undefined) return 'usage';
    const played = await playFile(call, name, escapes, Math.max(0, from));
    call.set('PLAYBACKSTATUS', played === undefined ? 'FAILED' : 'SUCCESS');
    if (played === undefined) return { result: -1, note: 'endpos=0' };
    return { result: asciiOf(played.digit), note: `endpos=${samplesOf(played.endMs)}` };
  },
});
