import type { Call } from '../../channel/call.ts';
import { recordMessage } from '../../channel/prompt/record.ts';
import type { FileFormat, Recording } from '../../media/facade.ts';
import { extensionOf, fileFormat } from '../../media/file-format.ts';

/** So much of the silence that ended a message stays in it. @see observed: Asterisk 16 */
const KEPT_SILENCE_MS = 200;
const SECOND_MS = 1000;

/** How a message or a greeting is recorded. */
export interface RecordInto {
  /** 0: no limit. */
  readonly maxMs: number;
  readonly silenceMs: number;
  readonly silenceThreshold: number;
  readonly endedBy: string;
  /** Told how long the recording is when it is over, also where a hangup ended it. */
  readonly onProgress?: (lastedMs: number) => void;
}

/** The extensions of the formats that are named, at least `wav`. */
export function formatExtensions(text: string, unknown: (word: string) => void): string[] {
  const extensions = text.split(/[|,]/).flatMap((word) => {
    const format = fileFormat(word.trim());
    if (format === undefined && word.trim() !== '') unknown(word.trim());
    return format === undefined ? [] : [extensionOf(format)];
  });
  return extensions.length === 0 ? ['wav'] : [...new Set(extensions)];
}

/**
 * Records into `base` in every format at once. @returns undefined, with a warning, where nothing can be recorded; else the digit that
 * ended it. Rejects with the call's reason once the files are closed.
 */
export async function recordInto(
  call: Call,
  base: string,
  extensions: readonly string[],
  how: RecordInto,
): Promise<{ readonly digit: string | undefined; readonly lastedMs: number } | undefined> {
  const { channel } = call;
  const common = {
    append: false,
    keepSilence: false,
    keptSilenceMs: KEPT_SILENCE_MS,
    silenceThreshold: how.silenceThreshold,
    ...(how.maxMs > 0 && { maxMs: how.maxMs }),
    ...(how.silenceMs > 0 && { silenceMs: how.silenceMs }),
  };
  const [first = 'wav', ...others] = extensions;
  const beside = others.flatMap((extension) => record(call, `${base}.${extension}`, extension, common) ?? []);
  const begun = call.clock.monotonic();
  let lastedMs = 0;
  try {
    const options = { ...common, path: `${base}.${first}`, format: formatOf(first) };
    const outcome = await recordMessage(channel, options, call.signal, (digit) => how.endedBy.includes(digit));
    if (!outcome || outcome.end.reason === 'failed') {
      call.log.warning(outcome?.end.reason === 'failed' ? outcome.end.message : `${channel.name} has no audio`);
      return undefined;
    }
    // Only whole seconds of the silence count as cut off.
    const uncounted = outcome.end.reason === 'silence' ? SECOND_MS - KEPT_SILENCE_MS : 0;
    lastedMs = outcome.end.durationMs + uncounted;
    return { digit: outcome.digit, lastedMs };
  } finally {
    for (const recording of beside) recording.stop();
    for (const recording of beside) await recording.done;
    how.onProgress?.(lastedMs || call.clock.monotonic() - begun);
  }
}

function record(
  call: Call,
  path: string,
  extension: string,
  common: Omit<Parameters<typeof recordMessage>[1], 'path' | 'format'>,
): Recording | undefined {
  return call.channel.media?.record({ ...common, path, format: formatOf(extension) });
}

function formatOf(extension: string): FileFormat {
  return fileFormat(extension) ?? 'wav';
}
