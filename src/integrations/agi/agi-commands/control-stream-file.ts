import { playControlled } from '../../../channel/prompt/play-controlled.ts';
import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { promptsPort } from '../../../pbx/ports/prompts.ts';
import { leadingInteger } from '../leading-integer.ts';
import { asciiOf, samplesOf } from '../play.ts';

/** control stream file: plays a file that the listener can control. */
export const agiCommand = defineAgiCommand({
  command: 'control stream file',
  module: 'res_agi',
  synopsis: 'Plays a file that the listener can control',
  syntax: '<filename> <escape digits> [<skipms>] [<forward>] [<rewind>] [<pause>] [<offsetms>]',
  usage: [
    'Plays a file. The digits forward (# unless given) and rewind (*) skip so many milliseconds (3000), pause stops until it is pressed again.',
    'It ends early at one of the escape digits. The result is 0, the ASCII code of the digit, or -1 for a hangup.',
    'endpos tells how many samples have been played where a digit has ended it. Sets CPLAYBACKSTATUS: SUCCESS, USERSTOPPED or ERROR, CPLAYBACKOFFSET in milliseconds, and CPLAYBACKSTOPKEY.',
  ],
  dead: false,
  async run({ call }, args) {
    const [name, escapes, skip = '3000', forward, rewind, pause, offset = '0', more] = args;
    const [skipMs, offsetMs] = [leadingInteger(skip), leadingInteger(offset)];
    if (name === undefined || escapes === undefined || more !== undefined) return 'usage';
    if (skipMs === undefined || offsetMs === undefined) return 'usage';
    const sound = await call.use(promptsPort).find(name, call.channel.settings.language);
    const tell = (status: string, stoppedMs = -1): void => {
      call.set('CPLAYBACKSTATUS', status);
      call.set('CPLAYBACKOFFSET', String(Math.round(stoppedMs)));
    };
    if (sound?.standIn !== false || sound.item.kind !== 'file') {
      call.log.warning(`Unable to open ${name}`);
      tell('ERROR');
      return { result: -1, note: 'endpos=-1' };
    }
    const keys = { stop: escapes, forward: forward || '#', reverse: rewind || '*', pause: pause ?? '', restart: '' };
    const played = await playControlled(call.channel, sound.item, {
      signal: call.signal,
      keys,
      skipMs,
      offsetMs: Math.max(0, offsetMs),
    });
    const stopped = played.reason === 'key' || played.reason === 'remote';
    tell(played.reason === 'failed' ? 'ERROR' : stopped ? 'USERSTOPPED' : 'SUCCESS', stopped ? played.offsetMs : -1);
    if (stopped && played.key !== undefined) call.set('CPLAYBACKSTOPKEY', played.key);
    if (played.reason === 'failed') return { result: -1, note: 'endpos=-1' };
    return { result: asciiOf(played.key), note: `endpos=${stopped ? samplesOf(played.offsetMs) : -1}` };
  },
});
