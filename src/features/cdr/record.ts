import type { Channel } from '../../channel/channel.ts';

/** How a call ended, in CDR words. */
export type Disposition = 'NO ANSWER' | 'ANSWERED' | 'BUSY' | 'FAILED' | 'CONGESTION';

/**
 * What a record is about: a channel by itself, its dialling of another, what lies between that one's answer and the bridge, its talk
 * to another in a bridge; or nothing any more. @see observed: Asterisk 16
 */
export type CdrPhase = 'single' | 'dial' | 'answered' | 'bridge' | 'closed';

/** Values of the user's own, by name. */
export type CustomValues = ReadonlyMap<string, string>;

/** None of them. */
export const noCustomValues: CustomValues = new Map();

/** One call detail record, of one channel and of at most one other that it dials or talks to. Times are epoch milliseconds. */
export interface CdrRecord {
  readonly channel: string;
  readonly uniqueId: string;
  readonly sequence: number;
  startMs: number;
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
  /** Undefined as long as nothing says how it ended. */
  disposition: Disposition | undefined;
  amaFlags: number;
  accountCode: string;
  peerAccount: string;
  userField: string;
  /** Replaced, never changed: records share it. */
  custom: CustomValues;
  /** Left out when the call ends: NoCDR, CDR_PROP(disable). */
  disabled: boolean;
  phase: CdrPhase;
  /** The other channel; it may be gone. */
  peer: Channel | undefined;
  /** What the other's dialplan has set for its own records. */
  peerUserField: string;
  peerCustom: CustomValues;
  /** The bridge of the phase `bridge`. */
  bridgeId: string;
  /** It is of a channel that a Dial() has made and that runs no dialplan: without another channel it is not written. */
  dialled: boolean;
  /** It tells of a stay in a parking lot. */
  parked: boolean;
  /** Another record tells of that; this one is not written. */
  untold: boolean;
  /** The application stays as it is: a Dial() is told as such, whatever runs in and after it. */
  lockedApp: boolean;
}

/** Seconds of the record's life; up to now while it is open. */
export function durationSeconds(record: CdrRecord, nowMs: number): number {
  return Math.max(0, ((record.endMs ?? nowMs) - record.startMs) / 1000);
}

/** Seconds since the answer; 0 where there was none. */
export function billableSeconds(record: CdrRecord, nowMs: number): number {
  return record.answerMs === undefined ? 0 : Math.max(0, ((record.endMs ?? nowMs) - record.answerMs) / 1000);
}

/** What is billed, in whole seconds. @param roundUp a half of a second and more counts as a whole: `initiatedseconds` of cdr.conf. */
export function billedSeconds(record: CdrRecord, nowMs: number, roundUp: boolean): number {
  return Math.floor(billableSeconds(record, nowMs) + (roundUp ? 0.5 : 0));
}

/** The user fields of both channels, as it is written; a semicolon between them. */
export function userFieldOf({ userField, peerUserField }: CdrRecord): string {
  return [userField, peerUserField].filter((field) => field !== '').join(';');
}

const AMA_FLAGS = ['', 'OMIT', 'BILLING', 'DOCUMENTATION'];

/** `DOCUMENTATION` and its like. */
export function amaFlagName(flag: number): string {
  return AMA_FLAGS[flag] || 'Unknown';
}

/** The number of an AMA flag given by its name, in any case, or by a number; 0 where there is no such name. */
export function amaFlagNamed(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Math.max(0, AMA_FLAGS.indexOf(text.toUpperCase()));
}
