import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { makeFolder } from '../../base/make-folder.ts';
import type { MailboxVoice } from './mailbox-voice.ts';
import { syncToDisk } from './message-store.ts';
import { formatExtensions, recordInto } from './record-into.ts';
import { reviewRecording } from './record-review.ts';

/** A greeting of the owner's own, by the name of its file. */
type Greeting = 'unavail' | 'busy' | 'greet' | 'temp';

/** So often a menu is told to somebody who presses nothing. */
const MOST_ROUNDS = 4;

const PROMPTS: Readonly<Record<Greeting, string>> = {
  unavail: 'vm-rec-unv',
  busy: 'vm-rec-busy',
  greet: 'vm-rec-name',
  temp: 'vm-rec-temp',
};

/** The owner's own settings: greetings and the password. */
export class OwnerSettings {
  readonly #voice: MailboxVoice;

  constructor(voice: MailboxVoice) {
    this.#voice = voice;
  }

  /** Until the owner goes back, or presses nothing. Rejects with the call's reason. */
  async run(): Promise<undefined> {
    const { store } = this.#voice.mail;
    for (let round = 0; round < MOST_ROUNDS; ) {
      const reminder = store.greeting(this.#voice.box, 'temp') === undefined ? [] : ['vm-tmpexists'];
      switch (await this.#voice.ask([...reminder, 'vm-options'])) {
        case '1':
          await recordGreeting(this.#voice, 'unavail');
          break;
        case '2':
          await recordGreeting(this.#voice, 'busy');
          break;
        case '3':
          await recordGreeting(this.#voice, 'greet');
          break;
        case '4':
          await this.#temporary();
          break;
        case '5':
          await this.#newPassword();
          break;
        case '*':
          return undefined;
        case undefined:
          round++;
      }
    }
    return undefined;
  }

  async #temporary(): Promise<void> {
    const { store } = this.#voice.mail;
    const there = store.greeting(this.#voice.box, 'temp');
    if (there === undefined) {
      await recordGreeting(this.#voice, 'temp');
      return;
    }
    for (let round = 0; round < MOST_ROUNDS; ) {
      const key = await this.#voice.ask(['vm-tempgreeting2']);
      if (key === '*') return;
      if (key === '1') await recordGreeting(this.#voice, 'temp');
      if (key === '2') {
        for (const extension of extensionsOf(this.#voice)) rmSync(`${there}.${extension}`, { force: true });
        await this.#voice.play('vm-tempremoved');
        return;
      }
      if (key === undefined) round++;
    }
  }

  async #newPassword(): Promise<void> {
    if (this.#voice.box.passwordFixed) {
      await this.#voice.play('vm-no');
      return;
    }
    const outcome = await enterPassword(this.#voice);
    if (outcome === 'refused') await this.#voice.play('vm-pls-try-again');
  }
}

/**
 * Has the owner enter a new password twice. Deviation: an empty one changes nothing; Asterisk takes it, and the mailbox is open to all then.
 * @returns whether it is changed, refused, or failed. Rejects with the call's reason.
 */
export async function enterPassword(voice: MailboxVoice): Promise<'changed' | 'refused' | 'failed'> {
  const first = await voice.digits('vm-newpassword');
  if (first === '' || !(await voice.mail.acceptsPassword(voice.box, first))) {
    await voice.play('vm-invalid-password');
    return 'refused';
  }
  if (first !== (await voice.digits('vm-reenterpassword'))) {
    await voice.play('vm-mismatch');
    return 'refused';
  }
  const failure = await voice.mail.changePassword(voice.box, first);
  if (failure === undefined) {
    await voice.play('vm-passchanged');
    return 'changed';
  }
  voice.call.log.error(`the password of ${voice.box.box}@${voice.box.context} stays as it was: ${failure}`);
  await voice.play('vm-sorry');
  return 'failed';
}

/** Has the owner record a greeting; the old one stays until the new one is accepted. @returns whether it was. Rejects with the call's reason. */
export async function recordGreeting(voice: MailboxVoice, name: Greeting): Promise<boolean> {
  const { mail, box, call } = voice;
  const { general } = mail.settings;
  const extensions = extensionsOf(voice);
  let draft: string | undefined;
  try {
    const folder = mail.store.pathOf(box);
    makeFolder(folder);
    draft = mail.store.temporary(box, `greeting-${call.channel.uniqueId.replace(/[^\w.-]/g, '_')}`);
    for (;;) {
      await voice.play(PROMPTS[name]);
      await voice.say('beep');
      const recorded = await recordInto(call, draft, extensions, {
        maxMs: general.maxgreet * 1000,
        silenceMs: general.maxsilence * 1000,
        silenceThreshold: general.silencethreshold,
        endedBy: '#',
      });
      if (!recorded) {
        await voice.say('vm-sorry');
        return false;
      }
      await voice.say('auth-thankyou');
      const choice = await reviewRecording(voice, { base: draft, urgent: undefined, operator: false });
      if (choice === 'again') continue;
      if (choice !== 'keep') return false;
      keepGreeting(draft, join(folder, name), extensions);
      await voice.say('vm-msgsaved');
      return true;
    }
  } catch (error) {
    if (call.signal.aborted) throw error;
    call.log.error(`the greeting ${name} of ${box.box}@${box.context} could not be kept: ${messageOf(error)}`);
    await voice.say('vm-sorry');
    return false;
  } finally {
    if (draft !== undefined) for (const extension of extensions) rmSync(`${draft}.${extension}`, { force: true });
  }
}

function keepGreeting(draft: string, greeting: string, extensions: readonly string[]): void {
  for (const extension of extensions) {
    const from = `${draft}.${extension}`;
    if (!existsSync(from)) continue;
    syncToDisk(from);
    renameSync(from, `${greeting}.${extension}`);
  }
}

function extensionsOf(voice: MailboxVoice): string[] {
  return formatExtensions(voice.mail.settings.general.format, () => {});
}
