import { extname } from 'node:path';
import type { Logger } from '../../base/log.ts';
import type { DigitEvent, PlayEnd, PlayItem } from '../../media/facade.ts';
import type { Channel } from '../channel.ts';
import { playbackControlKey } from './play-controlled.ts';

/** A sound, and whether it only stands in for one that is missing. */
export interface FoundSound {
  readonly item: PlayItem;
  readonly standIn: boolean;
}

/** Finds what a prompt's name stands for; the prompts port is one. */
export interface SoundFinder {
  find(name: string, language: string): FoundSound | undefined | Promise<FoundSound | undefined>;
}

/** How prompts are played. */
export interface PlayOptions {
  readonly sounds: SoundFinder;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** The channel's own unless given. */
  readonly language?: string | undefined;
  /** Stop at the first one that is missing altogether, as BackGround() does. */
  readonly stopAtMissing?: boolean;
  /** Whether a digit ends the playing. Digits that do not are lost, as they are in Asterisk. None does unless given. */
  readonly interruptedBy?: (digit: string) => boolean;
}

/** What came of playing. */
export interface PlayOutcome {
  /** The digit that ended it. */
  readonly digit: string | undefined;
  /** The names that are missing or could not be played, whether or not something else was heard in their place. */
  readonly failed: readonly string[];
}

/**
 * Plays prompts one after another to the far end of a channel, until all have been heard or a digit interrupts. Each missing one is
 * a warning, and the next one follows. Rejects with the signal's reason when that aborts. Does not answer the channel.
 */
export async function playPrompts(
  channel: Channel,
  names: readonly string[],
  options: PlayOptions,
): Promise<PlayOutcome> {
  options.signal.throwIfAborted();
  const interruption = listenForInterruption(channel, options.interruptedBy);
  const failed: string[] = [];
  let stopped = false;
  channel.attachments.set(playbackControlKey, (control) => {
    if (control === 'forward' || control === 'reverse') return;
    stopped = true;
    interruption.interrupt();
  });
  try {
    for (const name of names) {
      if (stopped || interruption.digit() !== undefined) break;
      if (name === '') continue;
      const heard = await playOne(channel, name, options, interruption.happened);
      if (heard !== 'played') failed.push(name);
      if (heard === 'nothing' && options.stopAtMissing) break;
    }
    return { digit: interruption.digit(), failed };
  } finally {
    interruption.close();
    channel.attachments.delete(playbackControlKey);
  }
}

/** Splits what applications take as a list of prompts: names joined by `&`. */
export function splitPrompts(text: string): string[] {
  return text === '' ? [] : text.split('&');
}

/** Plays one prompt, or what stands in for it. */
async function playOne(
  channel: Channel,
  name: string,
  options: PlayOptions,
  until: Promise<unknown>,
): Promise<'played' | 'stand-in' | 'nothing'> {
  const { log, sounds, signal, language = channel.settings.language } = options;
  const sound = await sounds.find(name, language);
  signal.throwIfAborted();
  if (!sound || sound.standIn) log.warning(`File ${name} does not exist in any format`);
  if (!sound) {
    log.warning(`Unable to open ${name} (language '${language}') on ${channel.name}: No such file or directory`);
    return 'nothing';
  }
  const { item } = sound;
  if (log.wantsVerbose(3)) {
    const suffix = item.kind === 'file' ? extname(item.path) : '.slin';
    log.verbose(3, `<${channel.name}> Playing '${name}${suffix}' (language '${language}')`);
  }
  const end = await playItem(channel, item, signal, until);
  if (end?.reason === 'failed') log.warning(`${end.path} cannot be played: ${end.message}`);
  if (end === undefined || end.reason === 'failed') return 'nothing';
  return sound.standIn ? 'stand-in' : 'played';
}

/**
 * Plays one thing until its end, `until` or the abort (then it rejects with the signal's reason).
 * @returns undefined where the channel has no audio.
 */
export async function playItem(
  channel: Channel,
  item: PlayItem,
  signal: AbortSignal,
  until?: Promise<unknown>,
): Promise<PlayEnd | undefined> {
  signal.throwIfAborted();
  const playing = channel.media?.play([item]);
  if (!playing) return undefined;
  const stop = (): void => playing.stop();
  signal.addEventListener('abort', stop, { once: true });
  void until?.then(stop);
  try {
    const end = await playing.done;
    signal.throwIfAborted();
    return end;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

interface Interruption {
  digit(): string | undefined;
  readonly happened: Promise<void>;
  /** Ends the playing without a digit. */
  interrupt(): void;
  /** Stops listening; digits after the one that interrupted wait for the next who listens. */
  close(): void;
}

function listenForInterruption(channel: Channel, wanted: (digit: string) => boolean = () => false): Interruption {
  const { promise, resolve } = Promise.withResolvers<void>();
  const later: DigitEvent[] = [];
  let digit: string | undefined;
  const stop = channel.listen({
    onDigit(event) {
      if (digit !== undefined) later.push(event);
      else if (event.phase === 'end' && wanted(event.digit)) {
        digit = event.digit;
        resolve();
      }
    },
  });
  return {
    digit: () => digit,
    happened: promise,
    interrupt: resolve,
    close() {
      stop();
      channel.returnDigits(later);
    },
  };
}
