import type { Call } from '../../channel/call.ts';
import { readDigits } from '../../channel/prompt/read-digits.ts';
import { playMail } from './play-mail.ts';
import type { Mailbox } from './settings.ts';
import type { Voicemail } from './voicemail.ts';

const LONGEST_INPUT = 80;
const FIRST_DIGIT_MS = 10_000;
const NEXT_DIGIT_MS = 2000;

/** How somebody logs in. */
export interface LogInOptions {
  /** The mailbox, where it is known already; otherwise it is asked for. */
  readonly mailbox: string;
  /** The context of a mailbox that is asked for. */
  readonly context: string;
  /** What is put before a mailbox that is asked for. */
  readonly prefix: string;
  readonly skipPassword: boolean;
}

/** Reads digits up to `#`, after prompts that the first digit ends. Rejects with the call's reason. */
export async function askDigits(
  call: Call,
  mail: Voicemail,
  mailbox: Mailbox | undefined,
  prompts: readonly string[],
  maxDigits = LONGEST_INPUT,
): Promise<string> {
  const { digit } = await playMail(call, mail, mailbox, prompts, '0123456789*#');
  const { clock, signal, channel } = call;
  const times = { firstMs: FIRST_DIGIT_MS, interMs: NEXT_DIGIT_MS };
  return (await readDigits(channel, { clock, signal, maxDigits, terminators: '#', ...times, start: digit })).digits;
}

/**
 * Asks for mailbox and password until they fit, `maxlogins` times at most. A mailbox that does not exist sounds like a wrong password.
 * @returns the mailbox; `star` where the caller pressed * instead; undefined after the last wrong attempt.
 */
export async function logIn(call: Call, mail: Voicemail, options: LogInOptions): Promise<Mailbox | 'star' | undefined> {
  const known = options.mailbox !== '';
  const { maxlogins } = mail.settings.general;
  let ask = ['vm-login'];
  for (let attempt = 0; attempt < maxlogins; attempt++) {
    let name = options.mailbox;
    if (!known) {
      const digits = await askDigits(call, mail, undefined, ask);
      if (digits.startsWith('*')) return 'star';
      name = `${options.prefix}${digits}${options.context && `@${options.context}`}`;
    }
    const mailbox = mail.find(name);
    if (options.skipPassword && mailbox) return mailbox;
    const password = await askDigits(call, mail, mailbox, ['vm-password']);
    if (password.startsWith('*') && !mailbox?.password.startsWith('*')) return 'star';
    if (mailbox && mailbox.password === password) return mailbox;
    call.log.verbose(3, `Incorrect password for user '${name}' (context = ${mailbox?.context ?? 'none'})`);
    ask = ['vm-incorrect-mailbox'];
    if (known) await playMail(call, mail, mailbox, ['vm-incorrect'], '');
  }
  await playMail(call, mail, undefined, ['vm-goodbye'], '');
  return undefined;
}
