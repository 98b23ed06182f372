import type { Mailboxes } from '../../../pbx/ports/mailboxes.ts';
import type { MessageBody } from '../../../sip/message/write-message.ts';
import { writeMessageSummary } from '../../../sip/subscription/message-summary.ts';
import type { Endpoint } from '../config/endpoint.ts';

/** What lies in an endpoint's mailboxes, as it is told: nothing where nobody keeps them. @param host ours, as the endpoint sees it. */
export function summaryOf(
  mailboxes: Mailboxes | undefined,
  names: string,
  endpoint: Endpoint,
  host: string,
): MessageBody {
  const { unheard = 0, urgent = 0, heard = 0 } = mailboxes?.counts(names) ?? {};
  const { voicemail } = endpoint.lamps;
  const account = voicemail === '' ? '' : `sip:${voicemail}@${host}`;
  return writeMessageSummary({ fresh: unheard + urgent, old: heard, urgent }, account);
}
