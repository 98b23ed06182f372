import { type Attachments, defineAttachment } from '../../channel/attachment.ts';

/** A text message as the dialplan handles it: `MESSAGE(…)`. */
export interface TextMessage {
  /** With its scheme, for example `xmpp:alice@example.org/phone`. */
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** What else is known of it: `MESSAGE_DATA(…)`. */
  readonly data: ReadonlyMap<string, string>;
}

/** The message for which a channel runs the dialplan. */
export const messageOnChannel = defineAttachment<TextMessage>('message');

/** The message of a channel, or an empty one that can be written to. */
export function messageOf(attachments: Attachments | undefined): TextMessage {
  return attachments?.get(messageOnChannel) ?? { from: '', to: '', body: '', data: new Map() };
}
