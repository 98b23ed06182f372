import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { asciiOf, samplesOf } from '../play.ts';
import { playControlled } from '../play-controlled.ts';

/** control stream file: plays a file that the listener can control. */
export const agiCommand = defineAgiCommand({
  command: 'control stream file',
  module: 'res_agi',
  synopsis: 'Plays a file that the listener can control',
  syntax: '<filename> <escape digits> [<skipms>] [<forward>] [<rewind>] [<pause>] [<offsetms>]',
  usage: [
    'Plays a file. The digits forward (# unless given) and rewind (*) skip so many milliseconds (3000), pause stops until it is pressed again.',
    'It ends early at one of the escape digits. The result is 0, the ASCII code of the digit, or -1 for a hangup.',
    'endpos tells how many samples have been played where a digit has ended it. Sets CPLAYBACKSTATUS: SUCCESS, USERSTOPPED or ERROR, and CPLAYBACKOFFSET in milliseconds.',
  ],
  dead: false,
  async run({ call }, args) {
    const [name, escapes, skip, forward, rewind, pause, offset] = args;
    if (name === undefined || escapes === undefined) return 'usage';
    if ([skip, offset].some((one) => one !== undefined && one !== '' && !/^\d+$/.test(one))) return 'usage';
    const played = await playControlled(call, name, {
      escapes,
      skipMs: Number(skip || 3000),
      forward: forward || '#',
      rewind: rewind || '*',
      pause: pause ?? '',
      offsetMs: Number(offset || 0),
    });
    call.set(
      'CPLAYBACKSTATUS',
      played === undefined ? 'ERROR' : played.digit === undefined ? 'SUCCESS' : 'USERSTOPPED',
    );
    call.set('CPLAYBACKOFFSET', String(Math.round(played?.endMs ?? 0)));
    if (played === undefined) return { result: -1, note: 'endpos=-1' };
    return {
      result: asciiOf(played.digit),
      note: `endpos=${played.digit === undefined ? -1 : samplesOf(played.endMs)}`,
    };
  },
});
