import type { Call } from '../../channel/call.ts';
import { readDigits } from '../../channel/prompt/read-digits.ts';
import { digitPrompts } from '../../say/characters.ts';
import { askDigits } from './log-in.ts';
import { playMail } from './play-mail.ts';
import type { Mailbox } from './settings.ts';
import type { Voicemail } from './voicemail.ts';

const KEYS = '0123456789*#';
const KEY_MS = 6000;

/** What a mailbox says to who uses it, and the keys that are pressed. All of it rejects with the call's reason. */
export class MailboxVoice {
  readonly call: Call;
  readonly mail: Voicemail;
  readonly box: Mailbox;

  constructor(call: Call, mail: Voicemail, box: Mailbox) {
    this.call = call;
    this.mail = mail;
    this.box = box;
  }

  /** Plays prompts. @returns the key that ended them. */
  async play(...prompts: readonly string[]): Promise<string | undefined> {
    return (await playMail(this.call, this.mail, this.box, prompts, KEYS)).digit;
  }

  /** Plays prompts to their end, whatever is pressed. */
  async say(...prompts: readonly string[]): Promise<void> {
    await playMail(this.call, this.mail, this.box, prompts, '');
  }

  /** Plays prompts and waits for a key, six seconds unless given. */
  async ask(prompts: readonly string[], waitMs: number = KEY_MS): Promise<string | undefined> {
    const pressed = await this.play(...prompts);
    if (pressed !== undefined) return pressed;
    const { clock, signal, channel } = this.call;
    const how = { clock, signal, maxDigits: 1, terminators: '', firstMs: waitMs, interMs: undefined };
    return (await readDigits(channel, how)).digits || undefined;
  }

  /** Plays prompts and reads digits up to `#`. @returns nothing where none are pressed. */
  digits(...prompts: readonly string[]): Promise<string> {
    return askDigits(this.call, this.mail, this.box, prompts);
  }

  /** How somebody is called: the name that the owner of that number has recorded in this context, else the digits. */
  nameOf(number: string): string[] {
    const recorded = this.mail.store.greeting({ box: number, context: this.box.context }, 'greet');
    return recorded === undefined ? digitPrompts(number) : [recorded];
  }
}
