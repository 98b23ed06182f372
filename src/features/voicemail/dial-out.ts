import type { DialplanTarget } from '../../channel/position.ts';
import { readDigits } from '../../channel/prompt/read-digits.ts';
import type { MailboxVoice } from './mailbox-voice.ts';

const MOST_ROUNDS = 4;
const LONGEST_NUMBER = 80;
const FIRST_MS = 6000;
const NEXT_MS = 2000;

/**
 * Where a call from within a mailbox goes on. @param number the number to call; asked for where left out. @returns undefined where the
 * owner has thought better of it. Rejects with the call's reason.
 */
export async function dialOut(
  voice: MailboxVoice,
  context: string,
  number?: string,
): Promise<DialplanTarget | undefined> {
  const exten = number ?? (await askNumber(voice));
  if (exten === undefined || exten.endsWith('*')) return undefined;
  voice.call.log.verbose(3, `Placing outgoing call to extension '${exten}' in context '${context}'`);
  return { context, exten, priority: 1 };
}

async function askNumber(voice: MailboxVoice): Promise<string | undefined> {
  const { clock, signal, channel } = voice.call;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const start = await voice.play('vm-enter-num-to-call', 'vm-then-pound', 'vm-star-cancel');
    if (start === '*') return undefined;
    const times = { firstMs: FIRST_MS, interMs: NEXT_MS };
    const how = { clock, signal, maxDigits: LONGEST_NUMBER, terminators: '#', ...times, start };
    const { digits } = await readDigits(channel, how);
    if (digits.startsWith('*')) return undefined;
    if (digits !== '') return digits;
  }
  return undefined;
}
