import { type Call, goto, type Outcome } from '../../channel/call.ts';
import { isInterruption } from '../../channel/hangup.ts';
import { judgeFrames } from '../../channel/prompt/follow-talk.ts';
import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { extensionsOf } from './_lib/extension-choice.ts';
import { dialContext, goToDigit } from './_lib/go-to-digit.ts';
import { playOn } from './_lib/prompts.ts';

const THRESHOLD = 256;
const USUAL_SILENCE_MS = 1000;
const USUAL_TALK_MS = 100;

/** Plays a prompt that a word of the caller interrupts. */
export const application = defineApplication({
  name: 'BackgroundDetect',
  module: 'app_talkdetect',
  synopsis: 'Plays a prompt and goes to the extension talk when the caller says something short',
  description: ['Answers the call. A digit that begins an extension interrupts too.'],
  arguments: {
    prompt: text('the prompt', { required: true }),
    silence: text('milliseconds of silence that must follow; 1000 unless given'),
    min: text('milliseconds of talk at least; 100 unless given'),
    max: text('milliseconds of talk at most; no limit unless given'),
    analysis: text('milliseconds from the beginning in which it counts; no limit unless given'),
  },
  withoutArgument: 'end',
  results: { TALK_DETECTED: 'milliseconds of talk that were heard' },
  examples: ['same => n,BackgroundDetect(menu,1000,50)'],
  seeAlso: ['BackGround'],
  async run(call, { prompt, silence, min, max, analysis }) {
    if (!call.channel.isUp) await call.channel.answer();
    call.throwIfInterrupted();
    const wanted = {
      silenceMs: positive(silence) ?? USUAL_SILENCE_MS,
      minMs: positive(min) ?? USUAL_TALK_MS,
      maxMs: positive(max) ?? Number.POSITIVE_INFINITY,
      analysisMs: positive(analysis) ?? Number.POSITIVE_INFINITY,
    };
    const over = new AbortController();
    const signal = AbortSignal.any([call.signal, over.signal]);
    const listening = listen(call, wanted, signal).then((talkedMs) => {
      if (talkedMs !== undefined) over.abort();
      return talkedMs;
    });
    const choice = extensionsOf(call, dialContext(call));
    let digit: string | undefined;
    try {
      const interruptedBy = (pressed: string): boolean => choice.exists(pressed) || choice.matchMore(pressed);
      digit = (await playUntil(call, prompt, signal, interruptedBy)).digit;
    } catch (reason) {
      if (!over.signal.aborted || isInterruption(reason)) throw reason;
    } finally {
      over.abort();
    }
    const talkedMs = await listening;
    if (digit !== undefined) return goToDigit(call, digit);
    return talkedMs === undefined ? undefined : talked(call, talkedMs);
  },
});

function talked(call: Call, talkedMs: number): Outcome {
  call.set('TALK_DETECTED', String(talkedMs));
  const context = dialContext(call);
  if (extensionsOf(call, context).exists('talk')) return goto({ context, exten: 'talk', priority: 1 });
  call.log.warning(`Can't go to the extension talk of '${context}': it is not there`);
  return undefined;
}

function playUntil(
  call: Call,
  prompt: string,
  signal: AbortSignal,
  interruptedBy: (digit: string) => boolean,
): ReturnType<typeof playOn> {
  return playOn(call, [prompt], { interruptedBy, signal });
}

/** How long somebody talked, as soon as that is between the limits and followed by silence; undefined where the signal comes first. */
async function listen(
  call: Call,
  wanted: { silenceMs: number; minMs: number; maxMs: number; analysisMs: number },
  signal: AbortSignal,
): Promise<number | undefined> {
  let talkMs = 0;
  let silenceMs = 0;
  let passedMs = 0;
  try {
    return await judgeFrames(call.channel, THRESHOLD, { clock: call.clock, signal }, (talking, frameMs) => {
      passedMs += frameMs;
      if (passedMs > wanted.analysisMs) return undefined;
      if (talking) {
        talkMs += frameMs;
        silenceMs = 0;
        return undefined;
      }
      silenceMs += frameMs;
      if (silenceMs < wanted.silenceMs || talkMs === 0) return undefined;
      if (talkMs > wanted.minMs && talkMs < wanted.maxMs) return talkMs;
      talkMs = 0;
      return undefined;
    });
  } catch {
    return undefined;
  }
}

function positive(written: string): number | undefined {
  const value = Number.parseInt(written, 10);
  return value > 0 ? value : undefined;
}
