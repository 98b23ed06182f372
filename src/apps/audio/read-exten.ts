import type { Call } from '../../channel/call.ts';
import { startTone, stopTone } from '../../channel/prompt/background-tone.ts';
import { DigitStream } from '../../channel/prompt/digit-stream.ts';
import type { ExtensionChoice } from '../../channel/prompt/wait-for-extension.ts';
import { options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';
import { answerFirst } from './_lib/answer-first.ts';
import { extensionsOf } from './_lib/extension-choice.ts';
import { ifCutShort } from './_lib/if-cut-short.ts';
import { playOn } from './_lib/prompts.ts';

/** Reads an extension into a variable. */
export const application = defineApplication({
  name: 'ReadExten',
  module: 'app_readexten',
  synopsis: 'Reads an extension that the caller dials into a variable',
  description: ['Reads until no longer extension is possible, or no digit comes in time.'],
  arguments: {
    variable: text('the variable that gets the extension'),
    prompt: text('a prompt, or a tone’s name with option i'),
    context: text('the context of the extension; the current one unless given'),
    options: options('how to read', {
      s: { doc: 'return at once if the call is not up' },
      i: { doc: 'the prompt is a tone of indications.conf, or one written out, or else a prompt after all' },
      n: { doc: 'read although the call is not up' },
      p: { doc: '# ends the extension' },
    }),
    timeout: text('seconds that the first digit may take, instead of TIMEOUT(response)'),
  },
  results: {
    READEXTENSTATUS:
      'OK, TIMEOUT (the variable is t), INVALID (it is i, and INVALID_EXTEN what was dialled), SKIP, ERROR, HANGUP',
  },
  examples: ['same => n,ReadExten(DEST,enter-extension,internal)'],
  seeAlso: ['Read', 'WaitExten'],
  async run(call, { variable, prompt, context, options: given, timeout }) {
    const { channel } = call;
    const status = (value: string): undefined => {
      call.set('READEXTENSTATUS', value);
    };
    if (variable === '') {
      call.log.warning('ReadExten requires at least one argument');
      return status('ERROR');
    }
    if (!(await answerFirst(call, { skip: given.has('s'), noAnswer: given.has('n') }))) return status('SKIP');
    const choice = extensionsOf(call, context || channel.position.context);
    const limitMs = Math.max(0, Number.parseInt(timeout, 10) || 0) * 1000;
    const reading = (async (): Promise<string> => {
      const first = await announce(call, prompt, given.has('i'));
      return collect(call, choice, { first, limitMs, poundEnds: given.has('p') });
    })();
    const exten = await ifCutShort(reading, () => status('HANGUP')).finally(() => stopTone(channel));
    if (exten === '') {
      call.set(variable, 't');
      return status('TIMEOUT');
    }
    if (choice.exists(exten)) {
      call.set(variable, exten);
      return status('OK');
    }
    call.set(variable, 'i');
    call.set('INVALID_EXTEN', exten);
    return status('INVALID');
  },
});

/** Plays what is to be heard first. @returns the digit that interrupted it. */
async function announce(call: Call, prompt: string, asTone: boolean): Promise<string | undefined> {
  if (prompt === '') return undefined;
  const tones = call.use(tonesPort);
  const tone = asTone ? (tones.tone(prompt, call.channel.settings.toneZone) ?? tones.parse(prompt)) : 'none';
  if (typeof tone === 'string') return (await playOn(call, [prompt], { interruptedBy: () => true })).digit;
  startTone(call.channel, tone);
  return undefined;
}

async function collect(
  call: Call,
  choice: ExtensionChoice,
  how: { readonly first: string | undefined; readonly limitMs: number; readonly poundEnds: boolean },
): Promise<string> {
  const { channel, clock, signal } = call;
  const stream = new DigitStream(channel);
  let exten = '';
  let next = how.first;
  try {
    for (;;) {
      const { responseMs, digitMs } = channel.timeouts;
      const digit = next ?? (await stream.next(clock, exten === '' ? how.limitMs || responseMs : digitMs, signal));
      next = undefined;
      stopTone(channel);
      if (digit === undefined) return exten;
      if (how.poundEnds && digit === '#' && exten !== '') return exten;
      exten += digit;
      if (choice.matchMore(exten)) continue;
      return digit === '#' && !choice.exists(exten) ? exten.slice(0, -1) : exten;
    }
  } finally {
    stream.close();
  }
}
