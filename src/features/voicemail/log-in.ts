import type { Call } from '../../channel/call.ts';
import { readDigits } from '../../channel/prompt/read-digits.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { playMail } from './play-mail.ts';
import type { Mailbox } from './settings.ts';
import type { Voicemail } from './voicemail.ts';

const LONGEST_INPUT = 80;
const FIRST_DIGIT_MS = 10_000;
const NEXT_DIGIT_MS = 2000;

/** How somebody logs in. */
export interface LogInOptions {
  /** The mailbox, where it is known already; otherwise it is asked for. */
  readonly known: Mailbox | undefined;
  /** The context of a mailbox that is asked for. */
  readonly context: string;
  /** What is put before a mailbox that is asked for. */
  readonly prefix: string;
  readonly skipPassword: boolean;
  /** The mailbox is asked for without a word. */
  readonly silent: boolean;
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
 * Asks for mailbox and password until they fit, `maxlogins` times at most. A mailbox that does not exist sounds like a wrong password; one
 * without a password is open. Who enters no mailbox means the one of the number that calls.
 * @returns the mailbox; `star` where the caller pressed * and there is an extension a; undefined after the last wrong attempt.
 */
export async function logIn(call: Call, mail: Voicemail, options: LogInOptions): Promise<Mailbox | 'star' | undefined> {
  const { known } = options;
  if (known && options.skipPassword) return known;
  const { maxlogins } = mail.settings.general;
  const { channel } = call;
  const assistant = { context: channel.position.context, exten: 'a', priority: 1 };
  const star = call.use(dialplanPort).exists(assistant, channel.parties.caller.number);
  let ask = options.silent ? [] : ['vm-login'];
  for (let attempt = 1; attempt <= maxlogins; attempt++) {
    let mailbox = known;
    if (!known) {
      const digits = (await askDigits(call, mail, undefined, ask)) || channel.parties.caller.number || '';
      if (digits === '') return undefined;
      if (digits.startsWith('*') && star) return 'star';
      mailbox = mail.find(`${options.prefix}${digits}${options.context && `@${options.context}`}`);
      if (mailbox && options.skipPassword) return mailbox;
    }
    if (mailbox?.password === '') return mailbox;
    const password = await askDigits(call, mail, mailbox, ['vm-password']);
    if (password.startsWith('*') && star) return 'star';
    if (mailbox && mailbox.password === password) return mailbox;
    call.log.verbose(3, `Incorrect password for user '${mailbox?.box ?? 'unknown'}' (context = ${options.context})`);
    if (known || attempt === maxlogins) await playMail(call, mail, mailbox, ['vm-incorrect'], '');
    ask = ['vm-incorrect-mailbox'];
  }
  await playMail(call, mail, undefined, ['vm-goodbye'], '');
  return undefined;
}
