import type { Call } from '../../channel/call.ts';
import { startTone, stopTone } from '../../channel/prompt/background-tone.ts';
import { splitPrompts } from '../../channel/prompt/play.ts';
import { type DigitsRead, readDigits } from '../../channel/prompt/read-digits.ts';
import { options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';
import { answerFirst } from './_lib/answer-first.ts';
import { ifCutShort } from './_lib/if-cut-short.ts';
import { playOn } from './_lib/prompts.ts';

const MOST_DIGITS = 255;
/** How long a digit may take between two prompts. */
const BETWEEN_PROMPTS_MS = 50;

interface Wish {
  readonly prompts: readonly string[];
  readonly maxDigits: number;
  readonly terminators: string;
  readonly timeoutMs: number;
  readonly tone: boolean;
}

/** Reads digits into a variable. */
export const application = defineApplication({
  name: 'Read',
  module: 'app_read',
  synopsis: 'Reads the digits that the caller presses into a variable',
  description: [
    'Answers the call, plays the prompts until the first digit, and reads until the terminator (#), enough digits, or a pause that is too long. The terminator is not part of the value.',
  ],
  arguments: {
    variable: text('the variable that gets the digits'),
    prompts: text('prompts joined by &, or a tone’s name with option i'),
    maxDigits: text('enough once so many digits have come; 0 or nothing: no limit'),
    options: options('how to read', {
      s: { doc: 'return at once if the call is not up' },
      i: { doc: 'the prompt is a tone of indications.conf' },
      n: { doc: 'read although the call is not up' },
      t: { doc: 'the digits that end the input, instead of #; none with nothing in brackets', parameter: 'optional' },
      e: { doc: 'give the terminator itself when nothing else was pressed' },
    }),
    attempts: text('how often to ask while nothing is pressed; 1 unless given'),
    timeout: text('seconds that a digit may take, instead of TIMEOUT(response) and TIMEOUT(digit)'),
  },
  results: { READSTATUS: 'OK, ERROR, HANGUP, INTERRUPTED, SKIPPED, TIMEOUT' },
  examples: ['same => n,Read(PIN,enter-pin,4)', 'same => n,Read(NUMBER,dial,,i,2,5)'],
  seeAlso: ['SendDTMF', 'BackGround'],
  async run(call, { variable, prompts, maxDigits, options: given, attempts, timeout }) {
    const most = Number.parseInt(maxDigits, 10);
    const limited = most >= 1 && most <= MOST_DIGITS;
    if (limited) call.log.verbose(3, `Accepting a maximum of ${most} digits.`);
    const wish: Wish = {
      prompts: splitPrompts(prompts),
      maxDigits: limited ? most : MOST_DIGITS,
      terminators: given.has('t') ? (given.parameter('t') ?? '') : '#',
      timeoutMs: Math.max(0, Number.parseFloat(timeout) || 0) * 1000,
      tone: given.has('i'),
    };
    if (variable === '') {
      call.log.warning('Invalid! Usage: Read(variable[,filename][,maxdigits][,option][,attempts][,timeout])');
      call.set('READSTATUS', 'ERROR');
      return undefined;
    }
    const tell = (value: string, status: string): undefined => {
      call.set(variable, value);
      call.set('READSTATUS', status);
    };
    if (!(await answerFirst(call, { skip: given.has('s'), noAnswer: given.has('n') }))) return tell('', 'SKIPPED');
    const asking = ask(call, wish, Math.max(1, Number.parseInt(attempts, 10) || 1));
    const read = await ifCutShort(asking, () => tell('', 'HANGUP'));
    if (!read) return tell('', 'ERROR');
    const alone = given.has('e') && read.end === 'terminated' && read.digits === '';
    return tell(alone ? (read.terminator ?? '') : read.digits, read.end === 'timeout' ? 'TIMEOUT' : 'OK');
  },
});

/** Asks until something is pressed. Undefined where a prompt cannot be played. */
async function ask(call: Call, wish: Wish, attempts: number): Promise<DigitsRead | undefined> {
  for (let left = attempts - 1; ; left--) {
    const read = await once(call, wish);
    if (!read) return undefined;
    if (read.digits !== '') {
      call.log.verbose(3, `User entered '${read.digits}'`);
      return read;
    }
    if (left <= 0) {
      call.log.verbose(3, 'User entered nothing.');
      return read;
    }
    call.log.verbose(3, `User entered nothing, ${left} chance${left === 1 ? '' : 's'} left`);
  }
}

async function once(call: Call, wish: Wish): Promise<DigitsRead | undefined> {
  const { channel } = call;
  const firstMs = wish.timeoutMs || channel.timeouts.responseMs;
  const interMs = wish.timeoutMs || channel.timeouts.digitMs;
  const read = (start: string | undefined, first: number): Promise<DigitsRead> =>
    readDigits(channel, { ...wish, clock: call.clock, signal: call.signal, firstMs: first, interMs, start });
  if (wish.tone) {
    const tone = call.use(tonesPort).tone(wish.prompts[0] ?? '', channel.settings.toneZone);
    if (tone) {
      startTone(channel, tone);
      const unlisten = channel.listen({ onDigit: () => stopTone(channel) });
      return read(undefined, firstMs).finally(() => {
        unlisten();
        stopTone(channel);
      });
    }
  }
  let failed = false;
  for (const [index, name] of wish.prompts.entries()) {
    const last = index === wish.prompts.length - 1;
    const played = await playOn(call, [name], { stopAtMissing: true, interruptedBy: () => true });
    failed = played.failed.length > 0 && last;
    if (failed && played.digit === undefined) break;
    if (last) return read(played.digit, firstMs);
    const early = await read(played.digit, BETWEEN_PROMPTS_MS);
    if (early.end !== 'timeout' || early.digits !== '') return early;
  }
  return failed ? undefined : read(undefined, firstMs);
}
