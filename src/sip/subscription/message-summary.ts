import type { MessageBody } from '../message/write-message.ts';

/** The media type of message summaries. */
export const MESSAGE_SUMMARY_TYPE = 'application/simple-message-summary';

/** What lies in a mailbox: new and old messages, and how many of the new are urgent. */
export interface MessageSummary {
  readonly fresh: number;
  readonly old: number;
  readonly urgent: number;
}

/** Writes what a message lamp is to show. @param account the URI to call to hear them; '' to leave it out. @see RFC 3842 §5.2 */
export function writeMessageSummary({ fresh, old, urgent }: MessageSummary, account: string): MessageBody {
  const lines = [
    `Messages-Waiting: ${fresh > 0 ? 'yes' : 'no'}`,
    ...(account === '' ? [] : [`Message-Account: ${account}`]),
    `Voice-Message: ${fresh}/${old} (${urgent}/0)`,
  ];
  return { type: MESSAGE_SUMMARY_TYPE, text: `${lines.join('\r\n')}\r\n` };
}
