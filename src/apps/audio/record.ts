import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { end } from '../../channel/call.ts';
import { recordMessage } from '../../channel/prompt/record.ts';
import { options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import type { FileFormat } from '../../media/facade.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';
import { answerFirst } from './_lib/answer-first.ts';
import { ifCutShort } from './_lib/if-cut-short.ts';
import { playOn } from './_lib/prompts.ts';
import { type RecordTarget, recordTarget } from './_lib/record-target.ts';

/** Records what the caller says. */
export const application = defineApplication({
  name: 'Record',
  module: 'app_record',
  synopsis: 'Records what the caller says to a file',
  description: [
    'Answers the call, plays a beep and records until the caller presses #, is silent too long, has talked too long, or hangs up. A recording that ends by a hangup is lost, unless option k is given.',
    'The file’s extension is its format: wav, WAV or wav49, gsm, ulaw, alaw, sln, sln16, g722. %d in the name becomes the first number for which there is no file. A relative name lies in the sounds folder of the instance, so that Playback() finds it.',
  ],
  arguments: {
    file: text('name.format', { required: true }),
    silence: text('seconds of silence that end it; 0 or nothing: none do'),
    maxDuration: text('seconds; 0 or nothing: no limit'),
    options: options('how to record', {
      a: { doc: 'append to an existing file' },
      n: { doc: 'do not answer the call first' },
      o: { doc: '0 ends it too, with the status OPERATOR' },
      q: { doc: 'no beep' },
      s: { doc: 'skip it if the call is not up' },
      t: { doc: '* ends it instead of #' },
      u: { doc: 'keep the silence at the end' },
      x: { doc: 'no digit ends it' },
      k: { doc: 'keep what was recorded when the caller hangs up' },
      y: { doc: 'any digit ends it' },
    }),
  },
  withoutArgument: 'end',
  results: {
    RECORDED_FILE: 'the file without its extension',
    RECORD_STATUS: 'DTMF, SILENCE, SKIP, TIMEOUT, HANGUP, ERROR, OPERATOR',
  },
  examples: ['same => n,Record(pa-message.wav)', 'same => n,Record(/tmp/memo-%d.gsm,3,60,k)'],
  async run(call, { file, silence, maxDuration, options: given }) {
    const { channel } = call;
    const status = (value: string): undefined => {
      call.set('RECORD_STATUS', value);
    };
    const prompts = call.use(promptsPort);
    const target = recordTarget(file, (name) => prompts.recordingPath(name));
    if (!target) {
      call.log.warning('No extension specified to filename!');
      status('ERROR');
      return end();
    }
    const silenceMs = seconds(silence, (text) => call.log.warning(`'${text}' is not a valid silence duration`));
    const maxMs = seconds(maxDuration, (text) => call.log.warning(`'${text}' is not a valid maximum duration`));
    call.set('RECORDED_FILE', target.name);
    const prepare = async (): Promise<boolean> => {
      if (!(await answerFirst(call, { skip: given.has('s'), noAnswer: given.has('n') }))) return false;
      if (!given.has('q')) await playOn(call, ['beep']);
      return true;
    };
    if (!(await ifCutShort(prepare(), () => status('HANGUP')))) return status('SKIP');
    const format = openable(target, (message) => call.log.warning(message));
    if (!format) return status('ERROR');
    const ends = endingDigits(given);
    try {
      const outcome = await recordMessage(
        channel,
        {
          path: target.path,
          format,
          append: given.has('a'),
          keepSilence: given.has('u'),
          ...(silenceMs > 0 && { silenceMs }),
          ...(maxMs > 0 && { maxMs }),
        },
        call.signal,
        (digit) => ends.includes(digit),
      );
      if (!outcome || outcome.end.reason === 'failed') {
        call.log.warning(outcome?.end.reason === 'failed' ? outcome.end.message : `${channel.name} has no audio`);
        return status('ERROR');
      }
      if (outcome.digit !== undefined)
        return status(outcome.digit === '0' && given.has('o') && !given.has('y') ? 'OPERATOR' : 'DTMF');
      return status(outcome.end.reason === 'silence' ? 'SILENCE' : 'TIMEOUT');
    } catch (reason) {
      status('HANGUP');
      if (!given.has('k')) rmSync(target.path, { force: true });
      throw reason;
    }
  },
});

/** Whole seconds as milliseconds; 0 where nothing or something else is written. */
function seconds(written: string, wrong: (text: string) => void): number {
  if (written === '') return 0;
  const value = Number.parseInt(written, 10);
  if (value >= 0) return value * 1000;
  wrong(written);
  return 0;
}

function endingDigits(given: { has(letter: 'x' | 'y' | 't' | 'o'): boolean }): string {
  if (given.has('y')) return '0123456789*#ABCD';
  const terminator = given.has('t') ? '*' : '#';
  return (given.has('x') ? '' : terminator) + (given.has('o') ? '0' : '');
}

/** Makes the folder. Undefined, with a warning, where the format is not known or the folder cannot be made. */
function openable(target: RecordTarget, warn: (message: string) => void): FileFormat | undefined {
  if (!target.format) {
    warn(`No such format '${target.extension}'`);
    warn(`Could not create file ${target.name}`);
    return undefined;
  }
  try {
    makeFolder(dirname(target.path));
    return target.format;
  } catch (error) {
    warn(`Could not create file ${target.name}: ${messageOf(error)}`);
    return undefined;
  }
}
