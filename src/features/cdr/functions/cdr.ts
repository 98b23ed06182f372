import type { Channel } from '../../../channel/channel.ts';
import { options, text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { formatTime } from '../csv.ts';
import { amaFlagName, billableSeconds, type CdrRecord, currentRecord, durationSeconds, refresh } from '../record.ts';

const DISPOSITION_NUMBERS: Readonly<Record<string, number>> = {
  'NO ANSWER': 1,
  FAILED: 2,
  BUSY: 4,
  ANSWERED: 8,
  CONGESTION: 16,
};

/** Reads and writes the call detail record. */
export const dialplanFunction = defineFunction({
  name: 'CDR',
  module: 'func_cdr',
  synopsis: 'A field of the call detail record',
  description: [
    'clid src dst dcontext channel dstchannel lastapp lastdata start answer end duration billsec disposition amaflags accountcode uniqueid userfield linkedid peeraccount sequence, or a name of your own.',
    'Only accountcode, peeraccount, amaflags, userfield and own names can be written.',
  ],
  arguments: {
    field: text('the field', { required: true }),
    options: options('how to read it', {
      f: { doc: 'duration and billsec with their fraction' },
      u: { doc: 'times as epoch with fraction, disposition and amaflags as numbers' },
      l: { doc: 'the last record of several' },
      r: { doc: 'accepted for old dialplans, without effect' },
      s: { doc: 'accepted for old dialplans, without effect' },
    }),
  },
  examples: ['same => n,NoOp(${CDR(billsec)})', 'same => n,Set(CDR(userfield)=campaign-7)'],
  read(context, { field, options: given }) {
    const channel = context.call?.channel;
    const record = channel && currentRecord(channel);
    if (!channel || !record) return '';
    refresh(record, channel);
    return readField(record, field.toLowerCase(), field, context.clock.now(), given.has('u'), given.has('f'));
  },
  write(context, { field }, value) {
    const channel = context.call?.channel;
    if (channel) writeField(channel, field.toLowerCase(), field, value, (message) => context.warn(message));
  },
});

/** A field of a record as CDR() reads it. @param field in lower case. @param ownName as it was written, for names of the user's own. */
export function readField(
  record: CdrRecord,
  field: string,
  ownName: string,
  nowMs: number,
  raw: boolean,
  fractions: boolean,
): string {
  const time = (ms: number | undefined): string => {
    if (ms === undefined) return raw ? '0.000000' : '';
    return raw ? (ms / 1000).toFixed(6) : formatTime(ms, false);
  };
  const span = (seconds: number): string => (fractions ? seconds.toFixed(6) : String(Math.floor(seconds)));
  switch (field) {
    case 'clid':
      return record.clid;
    case 'src':
      return record.src;
    case 'dst':
      return record.dst;
    case 'dcontext':
      return record.dcontext;
    case 'channel':
      return record.channel;
    case 'dstchannel':
      return record.dstChannel;
    case 'lastapp':
      return record.lastApp;
    case 'lastdata':
      return record.lastData;
    case 'start':
      return time(record.startMs);
    case 'answer':
      return time(record.answerMs);
    case 'end':
      return time(record.endMs);
    case 'duration':
      return span(durationSeconds(record, nowMs));
    case 'billsec':
      return span(billableSeconds(record, nowMs));
    case 'disposition':
      return raw ? String(DISPOSITION_NUMBERS[record.disposition] ?? 0) : record.disposition;
    case 'amaflags':
      return raw ? String(record.amaFlags) : amaFlagName(record.amaFlags);
    case 'accountcode':
      return record.accountCode;
    case 'peeraccount':
      return record.peerAccount;
    case 'uniqueid':
      return record.uniqueId;
    case 'linkedid':
      return record.linkedId;
    case 'userfield':
      return record.userField;
    case 'sequence':
      return String(record.sequence);
    default:
      return record.custom.get(ownName.toLowerCase()) ?? '';
  }
}

const READ_ONLY = new Set(
  'clid src dst dcontext channel dstchannel lastapp lastdata start answer end duration billsec disposition uniqueid linkedid sequence'.split(
    ' ',
  ),
);

function writeField(
  channel: Channel,
  field: string,
  ownName: string,
  value: string,
  warn: (message: string) => void,
): void {
  const record = currentRecord(channel);
  if (!record) return;
  if (READ_ONLY.has(field)) {
    warn(`CDR(${ownName}) is read-only`);
    return;
  }
  if (field === 'userfield') record.userField = value;
  else if (field === 'accountcode') {
    channel.setAccountCode(value);
    channel.touch();
  } else if (field === 'peeraccount') channel.settings.peerAccount = value;
  else if (field === 'amaflags') {
    const number = /^\d+$/.test(value)
      ? Number(value)
      : ['', 'OMIT', 'BILLING', 'DOCUMENTATION'].indexOf(value.toUpperCase());
    if (number > 0) channel.settings.amaFlags = number;
  } else record.custom.set(ownName.toLowerCase(), value);
  refresh(record, channel);
}
