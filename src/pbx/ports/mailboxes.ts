import { defineTopic } from '../../base/event-bus.ts';
import { definePort } from '../../base/port.ts';

/** How many messages a mailbox holds. */
export interface MessageCounts {
  /** Unheard ones, the urgent ones not among them. */
  readonly unheard: number;
  /** Unheard ones marked urgent. */
  readonly urgent: number;
  /** Heard and kept. */
  readonly heard: number;
}

/** Whoever keeps mailboxes, for example voicemail. */
export interface MailboxKeeper {
  /** The counts of `box` in `context`; undefined where it has no such mailbox. Must not wait. */
  counts(box: string, context: string): MessageCounts | undefined;
}

/** What lies in the mailboxes, whoever keeps them: for lamps on phones, manager clients and the dialplan. */
export interface Mailboxes {
  /** Adds a keeper; the returned function takes it out. */
  keep(keeper: MailboxKeeper): () => void;
  /** The counts of `1000@default`, or of `1000` in the context `default`; of several joined by `,` or `&` the sum. Undefined where nobody knows any of them. */
  counts(mailbox: string): MessageCounts | undefined;
  /** To be called by the keeper when what lies in `box` has changed; says so on the bus. */
  changed(box: string, context: string): void;
}

/** What lies in a mailbox has changed. `mailbox` is always `box@context`. */
export const mailboxChanged = defineTopic<{ readonly mailbox: string; readonly counts: MessageCounts }>(
  'mailboxChanged',
);

/** @see Mailboxes */
export const mailboxesPort = definePort<Mailboxes>('mailboxes');
