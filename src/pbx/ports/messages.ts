import { definePort } from '../../base/port.ts';
import { defineAttachment } from '../../channel/attachment.ts';
import type { DialplanTarget } from '../../channel/position.ts';

/** A text message as the dialplan handles it: `MESSAGE(…)`. Immutable. */
export interface TextMessage {
  /** With its scheme, for example `xmpp:alice@example.org/phone`. */
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** What else is known of it: `MESSAGE_DATA(…)`. */
  readonly data: ReadonlyMap<string, string>;
  /** Names of the {@link data} that is sent along with an answer. */
  readonly outbound: ReadonlySet<string>;
}

/** The message for which a channel runs the dialplan, or that it makes. */
export const messageOnChannel = defineAttachment<TextMessage>('message');

/** A message that nobody has written yet. */
export const emptyMessage: TextMessage = { from: '', to: '', body: '', data: new Map(), outbound: new Set() };

/** A message on its way out. */
export interface OutgoingMessage {
  /** What follows the scheme and its colon of the address to send to. */
  readonly destination: string;
  /** As whom; '' where the sender has not said. */
  readonly from: string;
  /** What the message says of whom it is from, where {@link from} does not say it. */
  readonly writtenFrom: string;
  /** What it says of whom it is for; '' for the destination. */
  readonly writtenTo: string;
  readonly body: string;
  /** Header lines, or what corresponds to them. */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
}

/** A way for messages: `sip:`, `pjsip:`, `xmpp:`. */
export interface MessageTransport {
  /** The scheme of its addresses, in small letters. */
  readonly scheme: string;
  /** Sends a message. @returns false if it cannot be sent; an answer is not waited for. */
  send(message: OutgoingMessage): boolean | Promise<boolean>;
}

/** MESSAGE_SEND_STATUS. */
export type SendStatus = 'SUCCESS' | 'FAILURE' | 'INVALID_PROTOCOL' | 'INVALID_URI';

/** Text messages in and out, whatever brings them. */
export interface Messages {
  /** Adds a way; the returned function takes it out. */
  add(transport: MessageTransport): () => void;
  /** Runs the dialplan for a message, after those that came before it. @returns false where there is no such extension, or too many wait. */
  deliver(message: TextMessage, target: DialplanTarget): boolean;
  /** Sends to `scheme:destination`. */
  send(uri: string, message: Omit<OutgoingMessage, 'destination'>): Promise<SendStatus>;
}

/** Text messages. */
export const messagesPort = definePort<Messages>('messages');
