import { extname } from 'node:path';
import { end } from '../../channel/call.ts';
import { playControlled } from '../../channel/prompt/play-controlled.ts';
import { options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';
import { ifCutShort } from './_lib/if-cut-short.ts';

const USUAL_SKIP_MS = 3000;

/** Plays a prompt that the caller can control. */
export const application = defineApplication({
  name: 'ControlPlayback',
  module: 'app_controlplayback',
  synopsis: 'Plays a prompt in which the caller can skip, pause and begin anew',
  description: ['Does not answer the call. Manager clients control it by the action ControlPlayback.'],
  arguments: {
    prompt: text('the prompt', { required: true }),
    skip: text('milliseconds to skip; 3000 unless given'),
    forward: text('digits that skip forwards; # unless given'),
    rewind: text('digits that skip backwards; * unless given'),
    stop: text('digits that end it'),
    pause: text('digits that pause it, and go on'),
    restart: text('digits that begin anew'),
    options: options('where to begin', { o: { doc: 'so many milliseconds into it', parameter: 'required' } }),
  },
  withoutArgument: 'end',
  results: {
    CPLAYBACKSTATUS: 'SUCCESS, USERSTOPPED (by a digit), REMOTESTOPPED (by a manager client), ERROR',
    CPLAYBACKOFFSET: 'where it was in milliseconds; -1 at the end',
    CPLAYBACKSTOPKEY: 'the digit that ended it',
  },
  examples: ['same => n,ControlPlayback(manual,4000,6,4,0,5,1)'],
  seeAlso: ['Playback'],
  async run(call, { prompt, skip, forward, rewind, stop, pause, restart, options: given }) {
    const { channel, log, signal } = call;
    const tell = (status: string, offsetMs: number, key = ''): undefined => {
      call.set('CPLAYBACKSTATUS', status);
      call.set('CPLAYBACKOFFSET', String(Math.round(offsetMs)));
      call.set('CPLAYBACKSTOPKEY', key);
    };
    const sound = await call.use(promptsPort).find(prompt, channel.settings.language);
    if (!sound || sound.standIn || sound.item.kind !== 'file') {
      log.warning(`File ${prompt} does not exist in any format`);
      tell('ERROR', -1);
      return undefined;
    }
    const { language } = channel.settings;
    log.verbose(3, `<${channel.name}> Playing '${prompt}${extname(sound.item.path)}' (language '${language}')`);
    const playing = playControlled(channel, sound.item, {
      signal,
      keys: { forward: forward || '#', reverse: rewind || '*', stop, pause, restart },
      skipMs: positive(skip) ?? USUAL_SKIP_MS,
      offsetMs: positive(given.parameter('o') ?? '') ?? 0,
    });
    const { reason, offsetMs, key } = await ifCutShort(playing, () => tell('SUCCESS', 0));
    if (reason === 'failed') {
      tell('ERROR', 0);
      return end();
    }
    if (reason === 'finished') return tell('SUCCESS', -1);
    return tell(reason === 'key' ? 'USERSTOPPED' : 'REMOTESTOPPED', offsetMs, key);
  },
});

function positive(written: string): number | undefined {
  const value = Number.parseInt(written, 10);
  return value > 0 ? value : undefined;
}
