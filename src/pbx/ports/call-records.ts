import { definePort } from '../../base/port.ts';
import type { Channel } from '../../channel/channel.ts';

/** The call detail records, for applications that have to do with them on the way. */
export interface CallRecords {
  /** The records of a channel start anew, now, as by ResetCDR(). */
  reset(channel: Channel): void;
}

/** @see CallRecords */
export const callRecordsPort = definePort<CallRecords>('call-records');
