import { options, text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { type CdrChain, cdrKey } from '../chain.ts';
import { cdrDeskPort } from '../ports.ts';
import {
  amaFlagName,
  amaFlagNamed,
  billableSeconds,
  billedSeconds,
  type CdrRecord,
  durationSeconds,
} from '../record.ts';
import { writtenRecordKey } from '../record-text.ts';
import { formatTime } from '../time.ts';

const DISPOSITION_NUMBERS: Readonly<Record<string, number>> = {
  'NO ANSWER': 0,
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
    'Only accountcode, amaflags, userfield and own names can be written.',
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
    const attachments = context.call?.channel.attachments;
    const chain = attachments?.get(cdrKey);
    chain?.refreshParties();
    const record = chain?.last ?? attachments?.get(writtenRecordKey);
    if (!record) return '';
    const roundUp = context.has(cdrDeskPort) && context.use(cdrDeskPort).settings.initiatedseconds;
    const form = { raw: given.has('u'), fractions: given.has('f'), roundUp };
    return readField(record, field, context.clock.now(), form);
  },
  write(context, { field }, value) {
    const chain = context.call?.channel.attachments.get(cdrKey);
    if (chain) writeField(chain, field.toLowerCase(), field, value, (message) => context.warn(message));
  },
});

/** How {@link readField} writes what it reads. */
export interface FieldForm {
  /** Times as epoch with fraction, disposition and flags as numbers. */
  readonly raw: boolean;
  /** Spans with their fraction. */
  readonly fractions: boolean;
  /** `initiatedseconds` of cdr.conf. */
  readonly roundUp: boolean;
}

/** A field of a record as CDR() reads it. @param name in any case; a name of the user's own as it was set. */
export function readField(record: CdrRecord, name: string, nowMs: number, form: FieldForm): string {
  const { raw, fractions, roundUp } = form;
  const time = (ms: number | undefined): string => {
    if (ms === undefined) return raw ? '0.000000' : '';
    return raw ? (ms / 1000).toFixed(6) : formatTime(ms, false);
  };
  const span = (seconds: number): string => (fractions ? seconds.toFixed(6) : String(Math.floor(seconds)));
  switch (name.toLowerCase()) {
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
      return fractions ? span(billableSeconds(record, nowMs)) : String(billedSeconds(record, nowMs, roundUp));
    case 'disposition':
      return raw
        ? String(record.disposition ? (DISPOSITION_NUMBERS[record.disposition] ?? 0) : 1)
        : (record.disposition ?? 'NO ANSWER');
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
      return record.custom.get(name.toLowerCase()) ?? '';
  }
}

const READ_ONLY = new Set(
  'clid src dst dcontext channel dstchannel lastapp lastdata start answer end duration billsec disposition uniqueid linkedid sequence'.split(
    ' ',
  ),
);

function writeField(
  chain: CdrChain,
  field: string,
  ownName: string,
  value: string,
  warn: (message: string) => void,
): void {
  const { channel } = chain;
  if (field === 'peeraccount') {
    warn('CDR(peeraccount) cannot be set: set CHANNEL(accountcode) on the other channel');
    return;
  }
  if (READ_ONLY.has(field)) {
    warn(`CDR(${ownName}) is read-only`);
    return;
  }
  if (field === 'userfield') chain.setUserField(value);
  else if (field === 'accountcode') channel.update({ accountCode: value });
  else if (field === 'amaflags') {
    channel.settings.amaFlags = amaFlagNamed(value);
  } else chain.setCustom(ownName.toLowerCase(), value);
  chain.refreshParties();
}
