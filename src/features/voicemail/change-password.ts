import { messageOf } from '../../base/errors.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { writePasswordFile } from './password-file.ts';
import { rewritePassword } from './rewrite-password.ts';
import type { Mailbox, VoicemailSettings } from './settings.ts';

/**
 * Writes a new password where `passwordlocation` says: into the mailbox's line of voicemail.conf, or into its folder.
 * @param read reads voicemail.conf as it stands now. @returns what went wrong, and nothing is changed then.
 */
export function changePassword(
  settings: VoicemailSettings,
  mailbox: Mailbox,
  password: string,
  places: { readonly etc: string; readonly folder: string; read(): ConfigFile },
): string | undefined {
  if (mailbox.passwordFixed) return `the password of ${mailbox.box}@${mailbox.context} may not be changed`;
  if (!/^[\w*#]{1,79}$/.test(password)) return 'a password consists of digits';
  if (settings.general.passwordlocation === 'config')
    return rewritePassword(places.etc, places.read(), mailbox, password);
  try {
    writePasswordFile(places.folder, password);
    return undefined;
  } catch (error) {
    return `the password cannot be written: ${messageOf(error)}`;
  }
}

/** The settings with one password replaced. */
export function withPassword(settings: VoicemailSettings, mailbox: Mailbox, password: string): VoicemailSettings {
  const boxes = new Map(settings.boxes);
  boxes.set(`${mailbox.box}@${mailbox.context}`, { ...mailbox, password });
  return { ...settings, boxes };
}
