import type { Ms } from '../../base/duration.ts';
import { defineTopic } from '../../base/event-bus.ts';
import { definePort } from '../../base/port.ts';
import type { Party } from '../../channel/party.ts';
import type { DialplanTarget } from '../../channel/position.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';

/** How many messages a mailbox holds. */
export interface MessageCounts {
  /** Unheard ones, the urgent ones not among them. */
  readonly unheard: number;
  /** Unheard ones marked urgent. */
  readonly urgent: number;
  /** Heard and kept. */
  readonly heard: number;
}

/** A recording that is to be filed as a message. Its file stays where it is. */
export interface DeliveredRecording {
  /** Absolute, without extension. */
  readonly base: string;
  readonly extension: string;
  /** The caller that the message shows. */
  readonly caller: Party;
  /** The channel that was recorded, and where it was in the dialplan. */
  readonly channelName: string;
  readonly at: DialplanTarget;
  /** Epoch milliseconds. */
  readonly begunMs: number;
  readonly lastedMs: Ms;
}

/** Whoever keeps mailboxes, for example voicemail. */
export interface MailboxKeeper {
  /** Files a recording as a message of `box`, in `folder`, or among the new ones where that is empty. @returns why not; undefined where it is done. */
  deliver?(box: string, context: string, folder: string, recording: DeliveredRecording): string | undefined;
  /** The counts of `box` in `context`; undefined where it has no such mailbox. Must not wait. */
  counts(box: string, context: string): MessageCounts | undefined;
}

/** What lies in the mailboxes, whoever keeps them: for lamps on phones, manager clients and the dialplan. */
export interface Mailboxes {
  /** Adds a keeper; the returned function takes it out. */
  keep(keeper: MailboxKeeper): () => void;
  /** The counts of `1000@default`, or of `1000` in the context `default`; of several joined by `,` or `&` the sum. Undefined where nobody knows any of them. */
  counts(mailbox: string): MessageCounts | undefined;
  /** Files a recording as a message of `box[@context][/folder]`. @returns why not; undefined where it is done. */
  deliver(mailbox: string, recording: DeliveredRecording): string | undefined;
  /** To be called by the keeper when what lies in `box` has changed; says so on the bus. @param by whose call has left a message. */
  changed(box: string, context: string, by?: ChannelSnapshot): void;
}

/** What lies in a mailbox has changed. `mailbox` is always `box@context`. */
export const mailboxChanged = defineTopic<{
  readonly mailbox: string;
  readonly counts: MessageCounts;
  /** Whose call has left a message, where one has. */
  readonly by: ChannelSnapshot | undefined;
}>('mailboxChanged');

/** @see Mailboxes */
export const mailboxesPort = definePort<Mailboxes>('mailboxes');
