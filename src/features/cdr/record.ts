import { defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';
import { formatCallerId } from '../../channel/party.ts';

/** How a call ended, in CDR words. */
export type Disposition = 'NO ANSWER' | 'ANSWERED' | 'BUSY' | 'FAILED' | 'CONGESTION';

/** One call detail record under way. Times are epoch milliseconds. */
export interface CdrRecord {
  readonly channel: string;
  readonly uniqueId: string;
  readonly sequence: number;
  readonly startMs: number;
  linkedId: string;
  clid: string;
  src: string;
  dst: string;
  dcontext: string;
  dstChannel: string;
  lastApp: string;
  lastData: string;
  answerMs: number | undefined;
  endMs: number | undefined;
  disposition: Disposition;
  amaFlags: number;
  accountCode: string;
  peerAccount: string;
  userField: string;
  readonly custom: Map<string, string>;
  /** Left out when the call ends: NoCDR, CDR_PROP(disable). */
  disabled: boolean;
}

/** The records of one channel, the current one last: a further dial adds one. */
export const cdrKey = defineAttachment<CdrRecord[]>('cdr');

/** The current record of a channel. */
export function currentRecord(channel: Channel): CdrRecord | undefined {
  return channel.attachments.get(cdrKey)?.at(-1);
}

/** Brings what is read from the channel up to date, as long as the record is open. */
export function refresh(record: CdrRecord, channel: Channel): void {
  if (record.endMs !== undefined) return;
  const { position, parties, settings } = channel;
  record.linkedId = channel.linkedId;
  record.clid = formatCallerId(parties.caller);
  record.src = parties.caller.number ?? '';
  if (position.exten !== 'h') {
    record.dst = position.exten;
    record.dcontext = position.context;
    if (position.application !== '') {
      record.lastApp = position.application;
      record.lastData = position.applicationData;
    }
  }
  record.amaFlags = settings.amaFlags;
  record.accountCode = settings.accountCode;
  record.peerAccount = settings.peerAccount;
  if (channel.answeredMs !== undefined && record.answerMs === undefined && record.dstChannel === '') {
    record.answerMs = channel.answeredMs;
    record.disposition = 'ANSWERED';
  }
}

/** Whole seconds of the record's life; up to now while it is open. */
export function durationSeconds(record: CdrRecord, nowMs: number): number {
  return Math.max(0, ((record.endMs ?? nowMs) - record.startMs) / 1000);
}

/** Seconds since the answer; 0 where there was none. */
export function billableSeconds(record: CdrRecord, nowMs: number): number {
  return record.answerMs === undefined ? 0 : Math.max(0, ((record.endMs ?? nowMs) - record.answerMs) / 1000);
}

const AMA_FLAGS = ['OMIT', 'OMIT', 'BILLING', 'DOCUMENTATION'];

/** `DOCUMENTATION` and its like. */
export function amaFlagName(flag: number): string {
  return AMA_FLAGS[flag] ?? 'DOCUMENTATION';
}
