import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf } from '../../../base/errors.ts';
import { makeFolder } from '../../../base/make-folder.ts';
import type { Call } from '../../../channel/call.ts';
import { DigitStream } from '../../../channel/prompt/digit-stream.ts';
import { playPrompts } from '../../../channel/prompt/play.ts';
import { readDigits } from '../../../channel/prompt/read-digits.ts';
import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { promptsPort } from '../../../pbx/ports/prompts.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { DictationTape } from '../dictation-tape.ts';

const LONGEST_NAME = 20;
const FIRST_DIGIT_MS = 10_000;
const NEXT_DIGIT_MS = 5000;
const ANY = (): boolean => true;

/** A dictation machine. */
export const application = defineApplication({
  name: 'Dictate',
  module: 'app_dictate',
  synopsis: 'A dictation machine: records and plays a file that the caller names by digits',
  description: [
    'Answers the call. 1 changes between playing and recording, * stops and goes on, # chooses another file, 0 tells the keys. When playing, 7 and 8 skip back and forward; when recording, 8 begins the file anew.',
    'Files lie in astspooldir/dictate unless a folder is given.',
    'Deviation: a relative folder is below astspooldir, not below wherever the PBX was started.',
  ],
  arguments: {
    folder: text('where the files lie'),
    file: text('the file’s name; asked for where left out'),
  },
  examples: ['same => n,Dictate()'],
  async run(call, { folder, file }) {
    if (!call.channel.isUp) await call.channel.answer();
    call.throwIfInterrupted();
    const base = resolve(call.use(systemPort).directories.spool, folder || 'dictate');
    try {
      makeFolder(base);
    } catch (error) {
      call.log.warning(`Dictate cannot make the folder ${base}: ${messageOf(error)}`);
      return undefined;
    }
    for (let name = file; ; name = '') {
      name ||= await askName(call);
      if (name === '') return undefined;
      await work(call, join(base, `${name.replace(/[^\w.-]/g, '_')}.sln`));
    }
  },
});

async function play(call: Call, prompts: readonly string[]): Promise<string | undefined> {
  const { channel, log, signal } = call;
  const sounds = call.use(promptsPort);
  return (await playPrompts(channel, prompts, { sounds, log, signal, interruptedBy: ANY })).digit;
}

async function askName(call: Call): Promise<string> {
  const start = await play(call, ['dictate/enter_filename']);
  const { channel, clock, signal } = call;
  const read = await readDigits(channel, {
    clock,
    signal,
    maxDigits: LONGEST_NAME,
    terminators: '#',
    firstMs: FIRST_DIGIT_MS,
    interMs: NEXT_DIGIT_MS,
    start,
  });
  return read.digits;
}

/** Obeys the keys until another file is wanted. */
async function work(call: Call, path: string): Promise<void> {
  const { channel, clock, signal } = call;
  const tape = new DictationTape(channel, path);
  const keys = new DigitStream(channel);
  try {
    await play(call, ['dictate/playback_mode', 'dictate/paused']);
    for (;;) {
      const key = await keys.next(clock, undefined, signal);
      switch (key) {
        case '#':
          return;
        case '0':
          await tape.pause();
          await play(call, ['dictate/both_help', tape.mode === 'play' ? 'dictate/play_help' : 'dictate/record_help']);
          break;
        case '1':
          await tape.pause();
          await play(call, [
            tape.change() === 'play' ? 'dictate/playback_mode' : 'dictate/record_mode',
            'dictate/paused',
          ]);
          break;
        case '*':
          if (tape.running) {
            await tape.pause();
            await play(call, ['dictate/pause']);
          } else tape.start();
          break;
        case '7':
          if (tape.mode === 'play') await tape.skip(-3000);
          break;
        case '8':
          if (tape.mode === 'play') await tape.skip(3000);
          else {
            await tape.pause();
            if (existsSync(path)) rmSync(path);
            await play(call, ['dictate/truncating_audio']);
          }
          break;
      }
      keys.drop();
    }
  } finally {
    keys.close();
    await tape.pause();
  }
}
