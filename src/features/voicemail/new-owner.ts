import type { MailboxVoice } from './mailbox-voice.ts';
import { enterPassword, recordGreeting } from './owner-settings.ts';
import { boxSwitch, type Mailbox, type VoicemailSettings } from './settings.ts';

const MOST_ATTEMPTS = 3;

/** Whether somebody has never changed the password, which is the mailbox's number, and has things to record first. */
export function isNewOwner(settings: VoicemailSettings, box: Mailbox): boolean {
  const forced = boxSwitch(settings, box, 'forcename') || boxSwitch(settings, box, 'forcegreetings');
  return forced && box.password === box.box;
}

/**
 * Has a new owner record what is still missing, and choose a password at the end. @returns false where something is left undone: the owner
 * is asked again the next time. Rejects with the call's reason.
 */
export async function welcomeNewOwner(voice: MailboxVoice): Promise<boolean> {
  const { settings, store } = voice.mail;
  await voice.play('vm-newuser');
  const missing = (name: 'greet' | 'unavail' | 'busy'): boolean => store.greeting(voice.box, name) === undefined;
  if (boxSwitch(settings, voice.box, 'forcename') && missing('greet') && !(await recordGreeting(voice, 'greet')))
    return false;
  if (boxSwitch(settings, voice.box, 'forcegreetings'))
    for (const name of ['unavail', 'busy'] as const)
      if (missing(name) && !(await recordGreeting(voice, name))) return false;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) if ((await enterPassword(voice)) === 'changed') return true;
  return false;
}
