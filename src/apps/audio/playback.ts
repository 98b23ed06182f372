import { splitPrompts } from '../../channel/prompt/play.ts';
import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { answerFirst } from './_lib/answer-first.ts';
import { ifCutShort } from './_lib/if-cut-short.ts';
import { playOn } from './_lib/prompts.ts';

/** Plays prompts. */
export const application = defineApplication({
  name: 'Playback',
  module: 'app_playback',
  synopsis: 'Plays prompts to the caller',
  description: [
    'Answers the call first, unless told otherwise. Names have no extension; several are joined by &. One that is missing is a warning and a status, and the next one follows. Digits do not interrupt.',
    'Options, separated by commas: skip: play nothing if the call is not up; noanswer: play without answering; say and mix: what begins with num: or digits: is spelled out.',
  ],
  arguments: {
    prompts: text('the prompts, joined by &', { required: true }),
    options: text('skip, noanswer, say, mix'),
  },
  withoutArgument: 'end',
  results: { PLAYBACKSTATUS: 'SUCCESS, or FAILED if a prompt is missing or the caller hung up' },
  examples: ['same => n,Playback(hello-world)', 'same => n,Playback(silence/1&vm-goodbye,noanswer)'],
  seeAlso: ['BackGround', 'WaitExten'],
  async run(call, { prompts, options }, whole) {
    const has = (word: string): boolean => options.toLowerCase().includes(word);
    const names = splitPrompts(prompts).flatMap((name) => (has('say') || has('mix') ? spell(name) : [name]));
    const play = async (): Promise<readonly string[]> => {
      if (!(await answerFirst(call, { skip: has('skip'), noAnswer: has('noanswer') }))) return [];
      return (await playOn(call, names)).failed;
    };
    const failed = await ifCutShort(play(), () => call.set('PLAYBACKSTATUS', 'FAILED'));
    for (const _ of failed) call.log.warning(`Playback failed on ${call.channel.name} for ${whole}`);
    call.set('PLAYBACKSTATUS', failed.length === 0 ? 'SUCCESS' : 'FAILED');
    return undefined;
  },
});

/** The prompts of `digits:123`; anything else is a prompt's name. */
function spell(name: string): readonly string[] {
  const match = /^(?:digits|num):(\d+)$/.exec(name);
  return match ? [...(match[1] ?? '')].map((digit) => `digits/${digit}`) : [name];
}
