import type { Call } from '../../channel/call.ts';
import { DigitStream } from '../../channel/prompt/digit-stream.ts';
import { playItem, playPrompts } from '../../channel/prompt/play.ts';
import type { AgiReply } from '../../extend/define-agi-command.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';

/** The escape digits that every digit is one of. */
export const ANY_DIGIT = '0123456789*#ABCD';

/** How a file was heard: the digit that ended it, and up to where in the file. */
export interface PlayedFile {
  readonly digit: string | undefined;
  readonly endMs: number;
}

/** A digit as scripts are told it: its ASCII code, or 0 for none. */
export function asciiOf(digit: string | undefined): number {
  return digit === undefined ? 0 : digit.charCodeAt(0);
}

/** Milliseconds as samples of a telephone line. */
export function samplesOf(ms: number): number {
  return Math.round(ms * 8);
}

/** Says prompts until an escape digit; the result of the SAY commands. */
export async function sayTo(call: Call, prompts: readonly string[], escapes: string): Promise<AgiReply> {
  const { digit } = await playPrompts(call.channel, prompts, {
    sounds: call.use(promptsPort),
    log: call.log,
    signal: call.signal,
    interruptedBy: (pressed) => escapes.includes(pressed),
  });
  return { result: asciiOf(digit) };
}

/** Plays a prompt from an offset in samples on, until an escape digit. Undefined where there is none or it cannot be played. */
export async function playFile(
  call: Call,
  name: string,
  escapes: string,
  offsetSamples: number,
): Promise<PlayedFile | undefined> {
  const { channel, log, signal } = call;
  const offsetMs = offsetSamples / 8;
  const sound = await call.use(promptsPort).find(name, channel.settings.language);
  if (!sound || sound.standIn) {
    log.warning(`Unable to open ${name}`);
    return undefined;
  }
  log.verbose(
    3,
    `<${channel.name}> Playing '${name}' (escape_digits=${escapes}) (sample_offset ${offsetSamples}) (language '${channel.settings.language}')`,
  );
  const digits = new DigitStream(channel);
  const done = new AbortController();
  const until = escapes === '' ? undefined : nextOf(call, digits, escapes, undefined, done.signal);
  try {
    const item = sound.item.kind === 'file' && offsetMs > 0 ? { ...sound.item, offsetMs } : sound.item;
    const end = await playItem(channel, item, signal, until);
    if (end === undefined || end.reason === 'failed') return undefined;
    done.abort();
    return { digit: await until, endMs: offsetMs + end.playedMs };
  } finally {
    done.abort();
    if (escapes === '') digits.drop();
    digits.close();
  }
}

/** Waits for one of these digits; undefined where none came. Others are lost. @param withinMs no limit where it is undefined. */
export async function waitForOne(
  call: Call,
  wanted: string,
  withinMs: number | undefined,
): Promise<string | undefined> {
  const digits = new DigitStream(call.channel);
  try {
    return await nextOf(call, digits, wanted, withinMs, call.signal);
  } finally {
    digits.close();
  }
}

/** The next of these digits; undefined when the time is over, or `signal` aborts that is not the call's own. */
async function nextOf(
  { clock, signal: own }: Call,
  digits: DigitStream,
  wanted: string,
  withinMs: number | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const untilMs = withinMs === undefined ? undefined : clock.monotonic() + withinMs;
  try {
    for (;;) {
      const leftMs = untilMs === undefined ? undefined : Math.max(0, untilMs - clock.monotonic());
      const digit = await digits.next(clock, leftMs, signal);
      if (digit === undefined || wanted.includes(digit)) return digit;
    }
  } catch (reason) {
    if (signal === own) throw reason;
    return undefined;
  }
}
