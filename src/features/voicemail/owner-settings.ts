import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { makeFolder } from '../../base/make-folder.ts';
import type { Call } from '../../channel/call.ts';
import { askDigits } from './log-in.ts';
import { playMail } from './play-mail.ts';
import { formatExtensions, recordInto } from './record-into.ts';
import { boxNumber, type Mailbox } from './settings.ts';
import type { Voicemail } from './voicemail.ts';

type Greeting = 'unavail' | 'busy' | 'greet' | 'temp';

const PASSWORD_ATTEMPTS = 3;

/** The owner's own settings: greetings and the password. */
export class OwnerSettings {
  readonly #call: Call;
  readonly #mail: Voicemail;
  readonly #box: Mailbox;
  readonly #ask: (prompts: readonly string[]) => Promise<string | undefined>;

  /** @param ask plays prompts and waits for a key. */
  constructor(
    call: Call,
    mail: Voicemail,
    box: Mailbox,
    ask: (prompts: readonly string[]) => Promise<string | undefined>,
  ) {
    this.#call = call;
    this.#mail = mail;
    this.#box = box;
    this.#ask = ask;
  }

  /** Until the owner goes back, or presses nothing. Rejects with the call's reason. */
  async run(): Promise<void> {
    for (;;) {
      switch (await this.#ask(['vm-options'])) {
        case '1':
          await this.#record('unavail', 'vm-rec-unv');
          break;
        case '2':
          await this.#record('busy', 'vm-rec-busy');
          break;
        case '3':
          await this.#record('greet', 'vm-rec-name');
          break;
        case '4':
          await this.#temporary();
          break;
        case '5':
          await this.#newPassword();
          break;
        case undefined:
        case '*':
        case '#':
          return;
        default:
          await this.#say('vm-sorry');
      }
    }
  }

  async #temporary(): Promise<void> {
    const { store } = this.#mail;
    const there = store.greeting(this.#box, 'temp');
    const key = await this.#ask([there === undefined ? 'vm-tempgreeting' : 'vm-tempgreeting2']);
    if (key === '1') await this.#record('temp', 'vm-rec-temp');
    if (key !== '2' || there === undefined) return;
    for (const extension of this.#extensions()) rmSync(`${there}.${extension}`, { force: true });
    await this.#say('vm-tempremoved');
  }

  /** The old greeting stays until the owner has accepted the new one. */
  async #record(name: Greeting, prompt: string): Promise<void> {
    const { store, settings } = this.#mail;
    const { log } = this.#call;
    const extensions = this.#extensions();
    const folder = store.pathOf(this.#box);
    let draft: string | undefined;
    try {
      makeFolder(folder);
      draft = store.temporary(this.#box, `greeting-${this.#call.channel.uniqueId.replace(/[^\w.-]/g, '_')}`);
      for (;;) {
        await this.#say(prompt, 'beep');
        const recorded = await recordInto(this.#call, draft, extensions, {
          maxMs: settings.general.maxgreet * 1000,
          silenceMs: settings.general.maxsilence * 1000,
          silenceThreshold: settings.general.silencethreshold,
          endedBy: '#',
        });
        if (!recorded) return;
        const decision = await this.#review(draft);
        if (decision === 'drop') return;
        if (decision === 'again') continue;
        for (const extension of extensions)
          if (existsSync(`${draft}.${extension}`))
            renameSync(`${draft}.${extension}`, join(folder, `${name}.${extension}`));
        await this.#say('vm-msgsaved');
        return;
      }
    } catch (error) {
      if (this.#call.signal.aborted) throw error;
      log.error(`the greeting ${name} of ${this.#box.box}@${this.#box.context} could not be kept: ${messageOf(error)}`);
    } finally {
      if (draft !== undefined) for (const extension of extensions) rmSync(`${draft}.${extension}`, { force: true });
    }
  }

  async #review(draft: string): Promise<'keep' | 'again' | 'drop'> {
    for (let silent = 0; silent < 3; ) {
      const key = await this.#ask(['vm-review']);
      if (key === '1') return 'keep';
      if (key === '2') await this.#say(draft);
      else if (key === '3') return 'again';
      else if (key === '*') return 'drop';
      silent = key === undefined ? silent + 1 : 0;
    }
    return 'drop';
  }

  async #newPassword(): Promise<void> {
    const least = Math.max(1, boxNumber(this.#mail.settings, this.#box, 'minpassword'));
    if (this.#box.passwordFixed) return this.#say('vm-no');
    for (let attempt = 0; attempt < PASSWORD_ATTEMPTS; attempt++) {
      const first = await askDigits(this.#call, this.#mail, this.#box, ['vm-newpassword']);
      if (first === '' || first.includes('*')) return;
      if (first.length < least) {
        await this.#say('vm-invalid-password');
        continue;
      }
      if (first !== (await askDigits(this.#call, this.#mail, this.#box, ['vm-reenterpassword']))) {
        await this.#say('vm-mismatch');
        continue;
      }
      const failure = this.#mail.changePassword(this.#box, first);
      if (failure === undefined) return this.#say('vm-passchanged');
      this.#call.log.error(`the password of ${this.#box.box}@${this.#box.context} stays as it was: ${failure}`);
      return this.#say('vm-sorry');
    }
  }

  #extensions(): string[] {
    return formatExtensions(this.#mail.settings.general.format, () => {});
  }

  async #say(...prompts: string[]): Promise<void> {
    await playMail(this.#call, this.#mail, this.#box, prompts, '');
  }
}
