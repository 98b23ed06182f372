import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../base/make-folder.ts';
import type { Call } from '../../channel/call.ts';
import { type PlayOutcome, playPrompts } from '../../channel/prompt/play.ts';
import { readDigits } from '../../channel/prompt/read-digits.ts';
import { recordMessage } from '../../channel/prompt/record.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';
import { systemPort } from '../../pbx/ports/system.ts';

/** How long a spoken name may be, and the silence that ends it. */
const NAME_MS = 10_000;
const NAME_SILENCE_MS = 2000;
/** How long somebody may think about its name, and how often. */
const REVIEW_MS = 6000;
const MOST_SILENT = 3;

/** Somebody who says its name. */
export interface NameTeller {
  readonly call: Call;
  /** Ends the recording; what waits for it then rejects with the reason. */
  readonly signal: AbortSignal;
  /** Plays prompts to it. @param interruptedBy whether a digit ends that. */
  say(names: readonly string[], interruptedBy?: (digit: string) => boolean): Promise<PlayOutcome>;
  /** Does something while it hears nothing else. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** Somebody who takes part in nothing yet. */
export function nameTellerOf(call: Call): NameTeller {
  const sounds = call.use(promptsPort);
  return {
    call,
    signal: call.signal,
    say: (names, interruptedBy) =>
      playPrompts(call.channel, names, {
        sounds,
        log: call.log,
        signal: call.signal,
        ...(interruptedBy && { interruptedBy }),
      }),
    alone: (work) => work(),
  };
}

/**
 * Has somebody say its name for a conference; with `review`, until it is content.
 * @returns the path of a wav file that the caller removes; undefined where nothing could be recorded. None is left behind where it rejects.
 */
export async function recordName(teller: NameTeller, conference: string, review: boolean): Promise<string | undefined> {
  const { call } = teller;
  const folder = join(call.use(systemPort).directories.spool, 'confbridge');
  makeFolder(folder);
  const safe = conference.replace(/[^\w-]/g, '_');
  const path = join(folder, `confbridge-name-${safe}-${call.channel.uniqueId}.wav`);
  try {
    for (;;) {
      await teller.say(['vm-rec-name', 'beep']);
      const taken = await teller.alone(() =>
        recordMessage(
          call.channel,
          { path, format: 'wav', maxMs: NAME_MS, silenceMs: NAME_SILENCE_MS, append: false, keepSilence: false },
          teller.signal,
          (digit) => digit === '#',
        ),
      );
      if (!taken || taken.end.reason === 'failed') {
        rmSync(path, { force: true });
        return undefined;
      }
      await teller.say(['auth-thankyou']);
      if (!review || (await isContent(teller, path))) return path;
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** Whether somebody keeps what it has recorded, which it may hear; who presses nothing does. */
async function isContent(teller: NameTeller, path: string): Promise<boolean> {
  const { call, signal } = teller;
  for (let silent = 0; silent < MOST_SILENT; ) {
    let { digit } = await teller.say(['vm-review'], () => true);
    digit ??= (
      await readDigits(call.channel, {
        clock: call.clock,
        signal,
        maxDigits: 1,
        terminators: '',
        firstMs: REVIEW_MS,
        interMs: REVIEW_MS,
      })
    ).digits;
    if (digit === '1') {
      await teller.say(['vm-msgsaved']);
      return true;
    }
    if (digit === '3') return false;
    if (digit === '') silent++;
    else await teller.say([digit === '2' ? path.slice(0, -'.wav'.length) : 'vm-sorry'], () => true);
  }
  return true;
}
