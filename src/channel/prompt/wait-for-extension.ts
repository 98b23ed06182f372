import type { Logger } from '../../base/log.ts';
import type { Call } from '../call.ts';
import { raise } from '../exception.ts';
import type { DialplanTarget } from '../position.ts';
import { DigitStream } from './digit-stream.ts';

/** The extensions among which digits choose; the dialplan port over one context is one. */
export interface ExtensionChoice {
  readonly context: string;
  /** True if the extension has a first priority. */
  exists(exten: string): boolean;
  /** True if more digits could make another extension of these. */
  matchMore(digits: string): boolean;
}

/**
 * Collects digits until no longer extension is possible or none comes in time (TIMEOUT(digit) after the first, TIMEOUT(response)
 * for the first), and finds out where that leads: the extension, `i` (with INVALID_EXTEN), `t`, or `e` with its exception.
 * Undefined, with a warning, where none of them is there. Rejects with the signal's reason.
 * @param digits what has been pressed already.
 */
export async function waitForExtension(
  call: Call,
  choice: ExtensionChoice,
  digits = '',
): Promise<DialplanTarget | undefined> {
  const { channel, clock, signal } = call;
  let dialled = digits;
  const stream = new DigitStream(channel);
  try {
    while (choice.matchMore(dialled)) {
      const { digitMs, responseMs } = channel.timeouts;
      const digit = await stream.next(clock, dialled === '' ? responseMs : digitMs, signal);
      if (digit === undefined) break;
      dialled += digit;
    }
  } finally {
    stream.close();
  }
  if (dialled === '') return afterTimeout(call, choice);
  return choice.exists(dialled) ? at(choice, dialled) : afterInvalid(call, choice, dialled);
}

/**
 * Where a call goes whose extension has turned out to be incomplete: waits for more digits as {@link waitForExtension} does, and takes
 * the extension as invalid where none could make it another one.
 */
export async function completeExtension(
  call: Call,
  choice: ExtensionChoice,
  dialled: string,
): Promise<DialplanTarget | undefined> {
  if (!choice.matchMore(dialled)) return afterInvalid(call, choice, dialled);
  const found = await waitForExtension(call, choice, dialled);
  return found?.exten === dialled ? afterTimeout(call, choice) : found;
}

/** Where a call goes whose far end has dialled something that is no extension. */
function afterInvalid(call: Call, choice: ExtensionChoice, dialled: string): DialplanTarget | undefined {
  const { channel, log } = call;
  if (choice.exists('i')) {
    log.verbose(3, `Invalid extension '${dialled}' in context '${choice.context}' on ${channel.name}`);
    call.set('INVALID_EXTEN', dialled);
    return at(choice, 'i');
  }
  if (choice.exists('e')) return raiseAt(call, choice, 'INVALID');
  log.warning(`Invalid extension '${dialled}', but no rule 'i' or 'e' in context '${choice.context}'`);
  return undefined;
}

/** Where a call goes whose far end has dialled nothing in time. */
function afterTimeout(call: Call, choice: ExtensionChoice): DialplanTarget | undefined {
  if (choice.exists('t')) {
    call.log.verbose(3, `Timeout on ${call.channel.name}`);
    return at(choice, 't');
  }
  if (choice.exists('e')) return raiseAt(call, choice, 'RESPONSETIMEOUT');
  warnOfTimeout(call.log, choice);
  return undefined;
}

/** The warning for a timeout that leads nowhere. */
function warnOfTimeout(log: Logger, choice: ExtensionChoice): void {
  log.warning(`Timeout, but no rule 't' or 'e' in context '${choice.context}'`);
}

/** Notes an exception and gives the place of `e`. */
export function raiseAt(call: Call, choice: ExtensionChoice, reason: 'INVALID' | 'RESPONSETIMEOUT'): DialplanTarget {
  const { context, exten, priority } = call.channel.position;
  raise(call.channel, { reason, context, exten, priority });
  return at(choice, 'e');
}

function at(choice: ExtensionChoice, exten: string): DialplanTarget {
  return { context: choice.context, exten, priority: 1 };
}
