import { defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';

const resultsKey = defineAttachment<Array<readonly string[] | undefined>>('enum-results');

/** The addresses that each ENUMQUERY() of a channel has found; undefined for one that failed. */
export function enumResultsOf(channel: Channel): Array<readonly string[] | undefined> {
  return channel.attachments.ensure(resultsKey, () => []);
}
