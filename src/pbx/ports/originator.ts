import { definePort } from '../../base/port.ts';
import type { Channel } from '../../channel/channel.ts';
import type { Party } from '../../channel/party.ts';
import type { DialplanTarget } from '../../channel/position.ts';

/** What an answered call is connected to. */
export type OriginateTarget =
  | { readonly kind: 'extension'; readonly target: DialplanTarget }
  | { readonly kind: 'application'; readonly application: string; readonly data: string };

/** A call to be placed. */
export interface OriginateRequest {
  /** `TECH/resource`. */
  readonly dialString: string;
  readonly to: OriginateTarget;
  /** How long it may ring. */
  readonly timeoutMs: number;
  readonly caller?: Party;
  readonly accountCode?: string;
  /** Set on the new channel in order, function writes included. */
  readonly variables?: ReadonlyArray<readonly [name: string, value: string]>;
  readonly codecs?: readonly string[];
  /** Unique ids of the channels that are made, in order: of the channel itself, and of the second half of a Local pair. They must be free. */
  readonly uniqueIds?: readonly string[];
  /** Start the dialplan as soon as there is early media. */
  readonly earlyMedia?: boolean;
  /** Variables and attachments are inherited from this channel. */
  readonly requestor?: Channel | undefined;
  /** Run on the new channel before it is called: presets of the caller's own. */
  readonly prepare?: (channel: Channel) => void | Promise<void>;
  /** Where the call was meant for an extension and fails, run the extension `failed` of its context. */
  readonly failedExtension?: boolean;
  /** Told when the channel has come to be, before anything is sent. */
  readonly onChannel?: (channel: Channel) => void;
  /** Told at the very instant of the answer, before the dialplan starts. Must not wait. */
  readonly onAnswered?: (channel: Channel) => void;
  readonly signal?: AbortSignal;
  /** Whether it goes where a phone forwards it to; true unless given. */
  readonly followsForwards?: boolean;
}

/**
 * Why a call was not answered, as REASON and AMI's OriginateResponse number it: 0 failure, 1 hung up,
 * 3 rang until the time was up, 5 busy, 8 congestion.
 */
export type OriginateReason = 0 | 1 | 3 | 5 | 8;

/** What came of it. */
export type OriginateResult =
  | {
      readonly answered: true;
      readonly channel: Channel;
      /** Resolves when the whole call, the dialplan included, has ended. Never rejects. */
      readonly finished: Promise<void>;
    }
  | {
      readonly answered: false;
      readonly reason: OriginateReason;
      readonly cause: number;
      readonly channelName: string;
      readonly uniqueId: string;
    };

/** Places calls from nowhere: call files, AMI, the console, calendars. */
export interface Originator {
  /** Calls, waits for the answer, and starts what the call is connected to. Never rejects. */
  originate(request: OriginateRequest): Promise<OriginateResult>;
}

/** @see Originator */
export const originatorPort = definePort<Originator>('originator');
