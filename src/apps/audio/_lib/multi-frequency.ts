import type { Call } from '../../../channel/call.ts';
import { playItem } from '../../../channel/prompt/play.ts';
import type { ToneStep } from '../../../media/facade.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';

/** The frequencies of multi-frequency signalling between exchanges. @see ITU-T Q.320 */
export const MF_FREQUENCIES: readonly number[] = [700, 900, 1100, 1300, 1500, 1700];

/** The pair of each digit; `*` is KP, `#` is ST, and A, B and C are the other three signs that end a number. */
const PAIRS: Readonly<Record<string, readonly [number, number]>> = {
  1: [700, 900],
  2: [700, 1100],
  3: [900, 1100],
  4: [700, 1300],
  5: [900, 1300],
  6: [1100, 1300],
  7: [700, 1500],
  8: [900, 1500],
  9: [1100, 1500],
  0: [1300, 1500],
  '*': [1100, 1700],
  '#': [1500, 1700],
  A: [900, 1700],
  B: [1300, 1700],
  C: [700, 1700],
};

/** The digit that two frequencies are. */
export function mfDigit(present: readonly number[]): string | undefined {
  if (present.length !== 2) return undefined;
  return Object.entries(PAIRS).find(([, pair]) => pair[0] === present[0] && pair[1] === present[1])?.[0];
}

/** The tones of a digit; undefined where it is none. */
export function mfPair(digit: string): readonly number[] | undefined {
  const key = digit.toUpperCase();
  return Object.hasOwn(PAIRS, key) ? PAIRS[key] : undefined;
}

/** A stretch of tones, or of silence where none is given. */
export function toneStep(frequenciesHz: readonly number[], durationMs: number): ToneStep {
  const [frequency1Hz = 0, frequency2Hz = 0] = frequenciesHz;
  return { frequency1Hz, frequency2Hz, modulate: false, durationMs, once: false };
}

/** What stands among digits of both signallings: `w` is a pause, `h` a quarter of a second of 2600 Hz. */
export function pauseSteps(sign: string): readonly ToneStep[] {
  if (sign === 'w') return [toneStep([], 500)];
  return sign === 'h' || sign === 'H' ? [toneStep([2600], 250)] : [];
}

/** How long multi-frequency digits last. */
export interface MfTimes {
  readonly gapMs: number;
  readonly digitMs: number;
  readonly kpMs: number;
  readonly stMs: number;
}

/** What SendMF() takes unless told otherwise. */
export const USUAL_MF_TIMES: MfTimes = { gapMs: 50, digitMs: 55, kpMs: 120, stMs: 65 };

/** The tones of multi-frequency digits; what is none is left out. */
export function mfSteps(digits: string, times: MfTimes = USUAL_MF_TIMES): readonly ToneStep[] {
  const pause = toneStep([], times.gapMs);
  const lasts = (sign: string): number => {
    if (sign === '*') return times.kpMs;
    return /[#A-C]/i.test(sign) ? times.stMs : times.digitMs;
  };
  return [...digits].flatMap((sign) => {
    const pair = mfPair(sign);
    return pair ? [toneStep(pair, lasts(sign)), pause] : pauseSteps(sign);
  });
}

/** The frequency of pulses unless told otherwise. */
export const USUAL_SF_HZ = 2600;
const PULSE_MS = 60;
const BETWEEN_PULSES_MS = 40;
const BETWEEN_DIGITS_MS = 700;

/** The pulses of single-frequency digits; what is none is left out. */
export function sfSteps(digits: string, hertz: number = USUAL_SF_HZ): readonly ToneStep[] {
  const pulse = [toneStep([hertz], PULSE_MS), toneStep([], BETWEEN_PULSES_MS)];
  return [...digits].flatMap((sign) => {
    if (!/\d/.test(sign)) return pauseSteps(sign);
    const pulses = Array.from({ length: Number(sign) || 10 }, () => pulse).flat();
    return [...pulses, toneStep([], BETWEEN_DIGITS_MS)];
  });
}

/** Plays tones to the call, or to another channel by name; one that is not there is a warning. Rejects with the call's reason. */
export async function playTonesOn(call: Call, channelName: string, tone: readonly ToneStep[]): Promise<void> {
  const channel = channelName === '' ? call.channel : call.use(channelsPort).find(channelName);
  if (!channel) call.log.warning(`No such channel: ${channelName}`);
  else if (tone.length > 0) await playItem(channel, { kind: 'tone', tone, loop: false }, call.signal);
}
