import { extname } from 'node:path';
import type { Call, Outcome } from '../../channel/call.ts';
import { goto } from '../../channel/call.ts';
import { playControlled } from '../../channel/prompt/play-controlled.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';
import { numberPrompts } from '../../say/number.ts';
import { advancedMenu, type MenuOutcome } from './advanced-menu.ts';
import { chooseFolder, folderPrompts } from './choose-folder.ts';
import { forwardMessage } from './forward-message.ts';
import { MailboxVoice } from './mailbox-voice.ts';
import { helpPrompts, menuPrompts } from './menu-words.ts';
import { MessageFolder } from './message-folder.ts';
import { soundExtensions } from './message-store.ts';
import { countPrompts, headPrompts, positionPrompts } from './message-words.ts';
import { isNewOwner, welcomeNewOwner } from './new-owner.ts';
import { OwnerSettings } from './owner-settings.ts';
import { boxNumber, boxSwitch, type Mailbox } from './settings.ts';
import type { Voicemail } from './voicemail.ts';

/** So often the menu is told to somebody who presses nothing. */
const MOST_ROUNDS = 3;
/** The keys that control a message while it is heard; all others end it. */
const CONTROLS = { forward: '#', reverse: '*', pause: '0', restart: '2', stop: '13456789' } as const;

/** How the owner came in. */
export interface MenuOptions {
  /** The folder that is heard at once; undefined to begin with what is new. */
  readonly folder: string | undefined;
  /** Nothing can be deleted. */
  readonly readOnly: boolean;
}

/** What the owner of a mailbox hears and presses in VoiceMailMain(). @see observed: Asterisk 16, key by key */
export class MailboxMenu {
  readonly #call: Call;
  readonly #mail: Voicemail;
  readonly #box: Mailbox;
  readonly #voice: MailboxVoice;
  readonly #options: MenuOptions;
  #open: MessageFolder;
  /** No message of this folder has been opened yet. */
  #starting = true;

  constructor(call: Call, mail: Voicemail, box: Mailbox, options: MenuOptions) {
    this.#call = call;
    this.#mail = mail;
    this.#box = box;
    this.#voice = new MailboxVoice(call, mail, box);
    this.#options = options;
    this.#open = new MessageFolder(mail, box, options.folder ?? this.#firstFolder());
  }

  /**
   * Runs until the owner leaves or is silent. What was deleted goes, and what was heard moves, also after a hangup.
   * @returns where the call goes on, if the owner calls somebody.
   */
  async run(): Promise<Outcome> {
    try {
      const end = await this.#begin();
      if (typeof end === 'object') {
        await this.#voice.say('vm-dialout');
        return goto(end.leaves);
      }
      await this.#voice.say('vm-goodbye');
      return undefined;
    } finally {
      this.#close();
    }
  }

  /** What is urgent comes first, then what is new; what is old only where there is nothing else. */
  #firstFolder(): string {
    const { urgent, unheard, heard } = this.#mail.store.counts(this.#box);
    if (urgent === 0 && unheard > 0) return 'INBOX';
    return urgent === 0 && heard > 0 ? 'Old' : 'Urgent';
  }

  async #begin(): Promise<MenuOutcome> {
    const { settings, store } = this.#mail;
    if (isNewOwner(settings, this.#box) && !(await welcomeNewOwner(this.#voice))) return '#';
    if (boxSwitch(settings, this.#box, 'tempgreetwarn') && store.greeting(this.#box, 'temp'))
      await this.#voice.play('vm-tempgreetactive');
    if (this.#options.folder === undefined)
      return this.#main(await this.#voice.play(...countPrompts(store.counts(this.#box))));
    if (this.#open.count > 0) return this.#main('1');
    await this.#voice.play(...this.#nothing());
    return '#';
  }

  /** Until # is pressed, or nothing; or the owner calls somebody. */
  async #main(first: string | undefined): Promise<MenuOutcome> {
    for (let key = first; ; ) {
      key ??= await this.#menu(false);
      if (key === undefined || key === '#') return key;
      const next = await this.#press(key);
      if (typeof next === 'object') return next;
      key = next;
    }
  }

  /** Tells what can be pressed. @returns undefined where nothing is. */
  async #menu(full: boolean): Promise<string | undefined> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const key = await this.#voice.ask(menuPrompts(this.#place(), full));
      if (key !== undefined) return key;
    }
    return undefined;
  }

  #place(): Parameters<typeof menuPrompts>[0] {
    const open = this.#open;
    return {
      starting: this.#starting,
      folder: open.name,
      hasMessages: open.count > 0,
      hasPrevious: open.place > 0 || this.#before() !== undefined,
      hasNext: open.place !== open.count - 1 || this.#after() !== undefined,
      isDeleted: open.isDeleted,
      mayDelete: !this.#options.readOnly,
    };
  }

  /** The folder that comes before this one as it comes before what is new. */
  #before(): string | undefined {
    return this.#open.name === 'INBOX' && this.#mail.store.count(this.#box, 'Urgent') > 0 ? 'Urgent' : undefined;
  }

  #after(): string | undefined {
    return this.#open.name === 'Urgent' && this.#mail.store.count(this.#box, 'INBOX') > 0 ? 'INBOX' : undefined;
  }

  /** @returns the key that was pressed meanwhile. */
  async #press(key: string): Promise<MenuOutcome> {
    const open = this.#open;
    switch (key) {
      case '0':
        return new OwnerSettings(this.#voice).run();
      case '1':
        open.goTo(0);
        return this.#hear();
      case '2':
        return this.#changeFolder();
      case '3':
        return advancedMenu(this.#voice, this.#starting ? undefined : open.current);
      case '4':
        return this.#previous();
      case '5':
        if (open.current === undefined) open.goTo(0);
        return this.#hear();
      case '6':
        return this.#next();
      case '7':
        return this.#delete();
      case '8':
        return this.#forward();
      case '9':
        return this.#save();
      default:
        return this.#help();
    }
  }

  async #help(): Promise<MenuOutcome> {
    if (this.#starting) return undefined;
    const pressed = await this.#voice.play(...helpPrompts(this.#open.name));
    return pressed ?? (await this.#menu(true)) ?? '#';
  }

  async #previous(): Promise<string | undefined> {
    const before = this.#open.place > 0 ? undefined : this.#before();
    if (before !== undefined && !this.#starting) {
      this.#openFolder(before);
      this.#open.goTo(this.#open.count - 1);
      this.#starting = false;
    }
    return this.#step(-1);
  }

  async #next(): Promise<string | undefined> {
    const after = this.#open.place < this.#open.count - 1 ? undefined : this.#after();
    if (after !== undefined) this.#openFolder(after);
    return this.#step(1);
  }

  async #step(by: 1 | -1): Promise<string | undefined> {
    const wrap = boxSwitch(this.#mail.settings, this.#box, 'messagewrap');
    if (this.#starting && by < 0) return this.#voice.play('vm-nomore');
    return this.#open.step(by, wrap) ? this.#hear() : this.#voice.play('vm-nomore');
  }

  #nothing(): string[] {
    return ['vm-youhave', 'vm-no', ...folderPrompts(this.#open.name)];
  }

  /** 1 passes over what is said before the message. */
  async #hear(): Promise<string | undefined> {
    const message = this.#open.current;
    if (!message) return this.#voice.play(...this.#nothing());
    this.#starting = false;
    const { settings, store } = this.#mail;
    const nowMs = this.#call.clock.now();
    const pressed =
      (await this.#voice.play(...positionPrompts(this.#open, message))) ??
      (await this.#voice.play(...headPrompts(settings, store, this.#box, message, nowMs)));
    if (pressed !== undefined && pressed !== '1') return pressed;
    if (soundExtensions(message.base).length === 0) {
      this.#call.log.warning(`${message.base} has no sound and is passed over`);
      return this.#voice.play('vm-sorry');
    }
    this.#open.heard();
    return this.#playMessage(message.base);
  }

  async #playMessage(base: string): Promise<string | undefined> {
    const { channel, signal, log } = this.#call;
    const language = channel.settings.language;
    const sound = await this.#call.use(promptsPort).find(base, language);
    if (sound?.item.kind !== 'file') return this.#voice.play(base);
    log.verbose(3, `<${channel.name}> Playing '${base}${extname(sound.item.path)}' (language '${language}')`);
    const { skipms } = this.#mail.settings.general;
    const end = await playControlled(channel, sound.item, { signal, keys: CONTROLS, skipMs: skipms, offsetMs: 0 });
    if (end.reason === 'failed') log.warning(`${sound.item.path} cannot be played`);
    return end.key;
  }

  async #delete(): Promise<string | undefined> {
    if (!this.#open.current || this.#options.readOnly) return undefined;
    const deleted = this.#open.toggleDeleted();
    const pressed = await this.#voice.play(deleted ? 'vm-deleted' : 'vm-undeleted');
    return pressed ?? this.#afterCommand();
  }

  #afterCommand(): Promise<string | undefined> | undefined {
    return boxSwitch(this.#mail.settings, this.#box, 'nextaftercmd') ? this.#next() : undefined;
  }

  async #changeFolder(): Promise<string | undefined> {
    const folder = await chooseFolder(this.#voice, 'vm-changeto');
    if (folder !== undefined) this.#openFolder(folder);
    this.#starting = true;
    return this.#voice.play(...folderPrompts(this.#open.name));
  }

  #openFolder(name: string): void {
    this.#close();
    this.#open = new MessageFolder(this.#mail, this.#box, name);
    this.#starting = true;
  }

  async #save(): Promise<string | undefined> {
    const open = this.#open;
    // before any has been heard it is the first
    if (!open.current && !open.goTo(0)) return undefined;
    const folder = await chooseFolder(this.#voice, 'vm-savefolder');
    if (folder === undefined) return undefined;
    const { settings, store } = this.#mail;
    const full = store.count(this.#box, folder) >= boxNumber(settings, this.#box, 'maxmsg');
    if (full) open.notHeard();
    const pressed = await this.#voice.play(...(full ? ['vm-mailboxfull'] : this.#saveTo(folder)));
    return pressed ?? this.#afterCommand();
  }

  #saveTo(folder: string): string[] {
    const failure = this.#open.saveTo(folder);
    if (failure === undefined)
      return ['vm-message', ...numberPrompts(this.#open.place + 1), 'vm-savedto', ...folderPrompts(folder)];
    this.#call.log.error(`a message of ${this.#name} stays in ${this.#open.name}: ${failure}`);
    return ['vm-sorry'];
  }

  async #forward(): Promise<string | undefined> {
    const message = this.#open.current ?? this.#open.first;
    return message ? forwardMessage(this.#voice, message) : this.#voice.play('vm-nomore');
  }

  #close(): void {
    const failure = this.#open.close();
    if (failure !== undefined)
      this.#call.log.error(`the messages of ${this.#name} could not all be put away: ${failure}`);
  }

  get #name(): string {
    return `${this.#box.box}@${this.#box.context}`;
  }
}
