import { messageOf } from '../../base/errors.ts';
import type { Call } from '../../channel/call.ts';
import { readDigits } from '../../channel/prompt/read-digits.ts';
import { digitPrompts } from '../../say/characters.ts';
import { leaveMessage } from './leave-message.ts';
import { askDigits } from './log-in.ts';
import { FOLDERS } from './message.ts';
import { MessageFolder } from './message-folder.ts';
import { soundExtensions } from './message-store.ts';
import {
  callerNumber,
  callerPrompts,
  countPrompts,
  headPrompts,
  positionPrompts,
  timePrompts,
} from './message-words.ts';
import { OwnerSettings } from './owner-settings.ts';
import { playMail } from './play-mail.ts';
import { boxNumber, boxSwitch, type Mailbox } from './settings.ts';
import type { Voicemail } from './voicemail.ts';

const KEYS = '0123456789*#';
const KEY_MS = 6000;
/** So often the menu is said to somebody who presses nothing. */
const MOST_REPEATS = 3;

/** How the owner came in. */
export interface MenuOptions {
  /** Hears the folder's messages at once. */
  readonly playAtOnce: boolean;
}

/** What the owner of a mailbox hears and presses in VoiceMailMain(). */
export class MailboxMenu {
  readonly #call: Call;
  readonly #mail: Voicemail;
  readonly #box: Mailbox;
  #open: MessageFolder;

  constructor(call: Call, mail: Voicemail, box: Mailbox, folder: string) {
    this.#call = call;
    this.#mail = mail;
    this.#box = box;
    this.#open = new MessageFolder(mail, box, folder);
  }

  /** Runs until the owner leaves or is silent. What was deleted goes, and what was heard moves, also after a hangup. */
  async run(options: MenuOptions): Promise<void> {
    try {
      if (boxSwitch(this.#mail.settings, this.#box, 'tempgreetwarn') && this.#mail.store.greeting(this.#box, 'temp'))
        await this.#play(['vm-tempgreetactive']);
      let key: string | undefined = options.playAtOnce ? '1' : await this.#play(this.#welcome());
      for (let silent = 0; silent < MOST_REPEATS; ) {
        key ??= await this.#ask(this.#choices());
        if (key === '#') return void (await this.#goodbye());
        silent = key === undefined ? silent + 1 : 0;
        key = key === undefined ? undefined : await this.#press(key);
      }
    } finally {
      this.#close();
    }
  }

  async #goodbye(): Promise<void> {
    await playMail(this.#call, this.#mail, this.#box, ['vm-goodbye'], '');
  }

  #welcome(): string[] {
    return countPrompts(this.#mail.store.counts(this.#box));
  }

  #choices(): string[] {
    const open = this.#open;
    if (open.current === undefined) {
      const listen = open.count > 0 ? ['vm-onefor', `vm-${open.name}`, 'vm-messages'] : [];
      return [...listen, 'vm-opts', 'vm-helpexit'];
    }
    return [
      ...(open.place > 0 ? ['vm-prev'] : []),
      'vm-advopts',
      'vm-repeat',
      ...(open.place < open.count - 1 ? ['vm-next'] : []),
      open.isDeleted ? 'vm-undelete' : 'vm-delete',
      'vm-toforward',
      'vm-savemessage',
      'vm-helpexit',
    ];
  }

  /** @returns the key that was pressed meanwhile. */
  #press(key: string): Promise<string | undefined> {
    const open = this.#open;
    switch (key) {
      case '0':
        return this.#owner();
      case '1':
        return open.goTo(0) ? this.#hear() : this.#play(['vm-youhave', 'vm-no', 'vm-messages']);
      case '2':
        return this.#changeFolder();
      case '3':
        return this.#more();
      case '4':
        return this.#step(-1);
      case '5':
        return open.current ? this.#hear() : this.#play(['vm-nomore']);
      case '6':
        return this.#step(1);
      case '7':
        return this.#delete();
      case '8':
        return this.#forward();
      case '9':
        return this.#save();
      default:
        return this.#play(this.#choices());
    }
  }

  async #step(by: 1 | -1): Promise<string | undefined> {
    const wrap = boxSwitch(this.#mail.settings, this.#box, 'messagewrap');
    return this.#open.step(by, wrap) ? this.#hear() : this.#play(['vm-nomore']);
  }

  async #hear(): Promise<string | undefined> {
    const message = this.#open.current;
    if (!message) return undefined;
    const { settings } = this.#mail;
    const head = [
      ...positionPrompts(this.#open.place, this.#open.count),
      ...headPrompts(settings, this.#box, message, this.#call.clock.now()),
    ];
    const pressed = await this.#play(head);
    if (pressed !== undefined) return pressed;
    if (soundExtensions(message.base).length === 0) {
      this.#call.log.warning(`${message.base} has no sound and is passed over`);
      return this.#play(['vm-sorry']);
    }
    this.#open.heard();
    return this.#play([message.base]);
  }

  async #delete(): Promise<string | undefined> {
    if (!this.#open.current) return this.#play(['vm-nomore']);
    const deleted = this.#open.toggleDeleted();
    const pressed = await this.#play([deleted ? 'vm-deleted' : 'vm-undeleted']);
    return pressed ?? this.#afterCommand(deleted);
  }

  #afterCommand(goOn: boolean): Promise<string | undefined> | undefined {
    return goOn && boxSwitch(this.#mail.settings, this.#box, 'nextaftercmd') ? this.#step(1) : undefined;
  }

  async #askFolder(prompt: string): Promise<string | undefined> {
    const choices = FOLDERS.slice(0, 5).flatMap((name, number) => [
      'vm-press',
      ...digitPrompts(String(number)),
      'vm-for',
      `vm-${name}`,
      'vm-messages',
    ]);
    const key = await this.#ask([prompt, ...choices, 'vm-tocancel']);
    return key !== undefined && /\d/.test(key) ? FOLDERS[Number(key)] : undefined;
  }

  async #changeFolder(): Promise<string | undefined> {
    const folder = await this.#askFolder('vm-changeto');
    if (folder === undefined) return undefined;
    this.#close();
    this.#open = new MessageFolder(this.#mail, this.#box, folder);
    return this.#play([`vm-${folder}`, 'vm-messages']);
  }

  async #save(): Promise<string | undefined> {
    const { current } = this.#open;
    if (!current) return this.#play(['vm-nomore']);
    const folder = await this.#askFolder('vm-savefolder');
    if (folder === undefined) return undefined;
    const { settings, store } = this.#mail;
    if (store.count(this.#box, folder) >= boxNumber(settings, this.#box, 'maxmsg'))
      return this.#play(['vm-mailboxfull']);
    const failure = this.#open.saveTo(folder);
    if (failure !== undefined) {
      this.#call.log.error(`a message of ${this.#name(this.#box)} stays in ${this.#open.name}: ${failure}`);
      return this.#play(['vm-sorry']);
    }
    const pressed = await this.#play(['vm-savedto', `vm-${folder}`, 'vm-messages']);
    return pressed ?? this.#afterCommand(true);
  }

  /** When it came and from whom. */
  async #more(): Promise<string | undefined> {
    const { current } = this.#open;
    if (!current) return this.#play(['vm-sorry']);
    const known = callerNumber(current);
    const replyTo = known === undefined ? undefined : this.#mail.find(`${known}@${this.#box.context}`);
    const key = await this.#ask([...(replyTo ? ['vm-toreply'] : []), 'vm-tohearenv', 'vm-starmain']);
    if (key === '1' && replyTo) {
      await leaveMessage(this.#call, this.#mail, replyTo);
      return undefined;
    }
    if (key !== '3') return undefined;
    const when = timePrompts(this.#mail.settings, this.#box, current, this.#call.clock.now());
    return this.#play([...when, ...callerPrompts(current)]);
  }

  async #forward(): Promise<string | undefined> {
    const { current } = this.#open;
    if (!current) return this.#play(['vm-nomore']);
    const digits = await askDigits(this.#call, this.#mail, this.#box, ['vm-extension', 'vm-then-pound']);
    if (digits === '' || digits.startsWith('*')) return undefined;
    const to = this.#mail.find(`${digits}@${this.#box.context}`);
    if (!to) return this.#play(['pbx-invalid']);
    const { settings, store } = this.#mail;
    if (store.count(to, 'INBOX') >= boxNumber(settings, to, 'maxmsg')) return this.#play(['vm-mailboxfull']);
    try {
      const copy = store.copy(to, current, 'INBOX');
      this.#mail.changed(to);
      this.#mail.arrived(to, copy);
    } catch (error) {
      this.#call.log.error(`${this.#name(to)} gets no copy of the message: ${messageOf(error)}`);
      return this.#play(['vm-sorry']);
    }
    return this.#play(['vm-msgforwarded']);
  }

  async #owner(): Promise<string | undefined> {
    const settings = new OwnerSettings(this.#call, this.#mail, this.#box, (prompts) => this.#ask(prompts));
    await settings.run();
    return undefined;
  }

  #close(): void {
    const failure = this.#open.close();
    if (failure !== undefined)
      this.#call.log.error(`the messages of ${this.#name(this.#box)} could not all be put away: ${failure}`);
  }

  #name({ box, context }: Mailbox): string {
    return `${box}@${context}`;
  }

  async #play(prompts: readonly string[]): Promise<string | undefined> {
    return (await playMail(this.#call, this.#mail, this.#box, prompts, KEYS)).digit;
  }

  /** Plays prompts and waits for a key. */
  async #ask(prompts: readonly string[]): Promise<string | undefined> {
    const pressed = await this.#play(prompts);
    if (pressed !== undefined) return pressed;
    const { clock, signal, channel } = this.#call;
    const times = { firstMs: KEY_MS, interMs: undefined };
    return (await readDigits(channel, { clock, signal, maxDigits: 1, terminators: '', ...times })).digits || undefined;
  }
}
