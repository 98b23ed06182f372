import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { PortFinder } from '../../base/port.ts';
import { defineAttachment } from '../../channel/attachment.ts';
import { standInChannel } from '../../channel/stand-in.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import type { CdrRecord } from './record.ts';

/** The final record that CDR() reads on a channel which stands for a call that is over. */
export const writtenRecordKey = defineAttachment<CdrRecord>('cdr-written');

/** What is needed for {@link recordText}. */
export interface RecordTextHouse extends PortFinder {
  readonly clock: Clock;
  readonly log: Logger;
}

/** What `${CDR(…)}` and all else in a text of a configuration file become for a final record. */
export async function recordTexts(
  house: RecordTextHouse,
  record: CdrRecord,
  templates: readonly string[],
): Promise<string[]> {
  const { channel: name, uniqueId, linkedId, dcontext, dst } = record;
  const channel = standInChannel(house, {
    technology: name.split('/', 1)[0] ?? '',
    name,
    uniqueId,
    linkedId,
    state: 'Down',
    start: { context: dcontext, exten: dst, priority: 1 },
  });
  channel.attachments.set(writtenRecordKey, record);
  const dialplan = house.use(dialplanPort);
  const call = dialplan.callOf(channel);
  const texts: string[] = [];
  for (const template of templates) texts.push(await dialplan.substitute(call, template));
  return texts;
}
