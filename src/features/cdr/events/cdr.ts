import { defineTopic } from '../../../base/event-bus.ts';
import { defineEvent } from '../../../extend/define-event.ts';
import { readField } from '../functions/cdr.ts';
import { amaFlagName, billedSeconds, type CdrRecord, durationSeconds } from '../record.ts';
import { formatTime } from '../time.ts';

/** A record that manager clients are to be told of, with the fields of `[mappings]`. */
export interface ManagerCdr {
  readonly record: CdrRecord;
  readonly mappings: ReadonlyArray<{ readonly field: string; readonly header: string }>;
  readonly nowMs: number;
  /** `initiatedseconds` of cdr.conf. */
  readonly roundUp: boolean;
}

/** @see ManagerCdr */
export const managerCdrPosted = defineTopic<ManagerCdr>('managerCdrPosted');

/** A call detail record is final. */
export const event = defineEvent({
  name: 'Cdr',
  module: 'cdr_manager',
  synopsis: 'A call detail record is final.',
  fields:
    'AccountCode Source Destination DestinationContext CallerID Channel DestinationChannel LastApplication LastData StartTime AnswerTime EndTime Duration BillableSeconds Disposition AMAFlags UniqueID UserField',
  topic: managerCdrPosted,
  class: 'cdr',
  headers({ record, mappings, nowMs, roundUp }) {
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
      ['BillableSeconds', String(billedSeconds(record, nowMs, roundUp))],
      ['Disposition', record.disposition ?? 'NO ANSWER'],
      ['AMAFlags', amaFlagName(record.amaFlags)],
      ['UniqueID', record.uniqueId],
      ['UserField', record.userField],
      ...mappings.map(
        ({ field, header }) =>
          [header, readField(record, field, nowMs, { raw: false, fractions: false, roundUp })] as const,
      ),
    ];
  },
});
