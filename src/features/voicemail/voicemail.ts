import { definePort } from '../../base/port.ts';
import type { Channel } from '../../channel/channel.ts';
import type { MessageStore, StoredMessage } from './message-store.ts';
import type { Mailbox, VoicemailSettings } from './settings.ts';

/** Mailboxes to the applications, functions and commands of voicemail. */
export interface Voicemail {
  readonly settings: VoicemailSettings;
  readonly store: MessageStore;
  /** Finds a mailbox by `box` or `box@context`. */
  find(text: string): Mailbox | undefined;
  /** Says that what lies in a mailbox has changed. @param by whose call has left a message. */
  changed(mailbox: Mailbox, by?: Channel): void;
  /** Looks whether another program has changed what lies in a mailbox, and says so. */
  look(mailbox: Mailbox): void;
  /** A new message lies in `INBOX` or `Urgent`: the owner is told by e-mail and whatever else is configured. Never waits, never throws. */
  arrived(mailbox: Mailbox, message: StoredMessage): void;
  /** Whether a new password is long enough, and externpasscheck has nothing against it. */
  acceptsPassword(mailbox: Mailbox, password: string): Promise<boolean>;
  /** Writes a new password where passwordlocation says, and takes it into use. @returns what went wrong. */
  changePassword(mailbox: Mailbox, password: string): Promise<string | undefined>;
}

/** @see Voicemail */
export const voicemailPort = definePort<Voicemail>('voicemail');
