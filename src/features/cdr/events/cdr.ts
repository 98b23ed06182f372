import { defineTopic } from '../../../base/event-bus.ts';
import { defineEvent } from '../../../extend/define-event.ts';
import { formatTime } from '../csv.ts';
import { readField } from '../functions/cdr.ts';
import { amaFlagName, billableSeconds, type CdrRecord, durationSeconds } from '../record.ts';

/** A record that manager clients are to be told of, with the fields of `[mappings]`. */
export interface ManagerCdr {
  readonly record: CdrRecord;
  readonly mappings: ReadonlyArray<{ readonly field: string; readonly header: string }>;
  readonly nowMs: number;
}

/** @see ManagerCdr */
export const managerCdrPosted = defineTopic<ManagerCdr>('managerCdrPosted');

/** A call detail record is final. */
export const event = defineEvent({
  name: 'Cdr',
  module: 'cdr_manager',
  topic: managerCdrPosted,
  class: 'cdr',
  headers({ record, mappings, nowMs }) {
    const time = (ms: number | undefined): string => (ms === undefined ? '' : formatTime(ms, false));
    return [
      ['AccountCode', record.accountCode],
      ['Source', record.src],
      ['Destination', record.dst],
      ['DestinationContext', record.dcontext],
      ['CallerID', record.clid],
      ['Channel', record.channel],
      ['DestinationChannel', record.dstChannel],
      ['LastApplication', record.lastApp],
      ['LastData', record.lastData],
      ['StartTime', time(record.startMs)],
      ['AnswerTime', time(record.answerMs)],
      ['EndTime', time(record.endMs)],
      ['Duration', String(Math.floor(durationSeconds(record, nowMs)))],
      ['BillableSeconds', String(Math.floor(billableSeconds(record, nowMs)))],
      ['Disposition', record.disposition],
      ['AMAFlags', amaFlagName(record.amaFlags)],
      ['UniqueID', record.uniqueId],
      ['UserField', record.userField],
      ...mappings.map(
        ({ field, header }) => [header, readField(record, field.toLowerCase(), field, nowMs, false, false)] as const,
      ),
    ];
  },
});
