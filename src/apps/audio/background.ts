import { goto } from '../../channel/call.ts';
import { type PlayOutcome, splitPrompts } from '../../channel/prompt/play.ts';
import { options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { answerFirst } from './_lib/answer-first.ts';
import { extensionsOf } from './_lib/extension-choice.ts';
import { dialContext, goToDigit } from './_lib/go-to-digit.ts';
import { ifCutShort } from './_lib/if-cut-short.ts';
import { playOn } from './_lib/prompts.ts';

const NOTHING_PLAYED: PlayOutcome = { digit: undefined, failed: [] };

/** Plays prompts while the caller may dial an extension. */
export const application = defineApplication({
  name: 'BackGround',
  module: 'pbx_builtins',
  synopsis: 'Plays prompts until the caller begins to dial an extension',
  description: [
    'A digit ends the prompts and begins an extension of the current context, or of the calling context inside a macro; where it leads nowhere, i and e are tried as after WaitExten().',
  ],
  arguments: {
    prompts: text('the prompts, joined by &', { required: true }),
    options: options('how to play', {
      s: { doc: 'skip the prompts if the call is not up' },
      n: { doc: 'do not answer the call first' },
      m: { doc: 'only a digit that is an extension by itself interrupts' },
      p: { doc: 'digits do not interrupt' },
    }),
    language: text('the language of the prompts, instead of the channel’s'),
    context: text('the context in which a single digit is looked for'),
  },
  withoutArgument: 'end',
  results: { BACKGROUNDSTATUS: 'SUCCESS, or FAILED if a prompt is missing' },
  examples: ['same => n,BackGround(basic-pbx-ivr-main)', 'same => n,BackGround(menu&press-1,,de)'],
  seeAlso: ['Playback', 'WaitExten', 'Read'],
  async run(call, { prompts, options: given, language, context }, whole) {
    const { channel } = call;
    const wanted = extensionsOf(call, context || dialContext(call));
    const play = async (): Promise<PlayOutcome> => {
      if (!(await answerFirst(call, { skip: given.has('s'), noAnswer: given.has('n') }))) return NOTHING_PLAYED;
      return playOn(call, splitPrompts(prompts), {
        language: language || undefined,
        stopAtMissing: true,
        interruptedBy: (one) => !given.has('p') && (!given.has('m') || wanted.exists(one)),
      });
    };
    const { digit, failed } = await ifCutShort(play(), () => call.set('BACKGROUNDSTATUS', 'SUCCESS'));
    if (failed.length > 0) call.log.warning(`ast_streamfile failed on ${channel.name} for ${whole}`);
    call.set('BACKGROUNDSTATUS', failed.length === 0 ? 'SUCCESS' : 'FAILED');
    if (digit === undefined) return undefined;
    if (wanted.exists(digit) && !wanted.matchMore(digit))
      return goto({ context: wanted.context, exten: digit, priority: 1 });
    return goToDigit(call, digit);
  },
});
