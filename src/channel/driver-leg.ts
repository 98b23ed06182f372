import type { MediaLeg } from '../media/facade.ts';
import type { Cause } from './cause.ts';

/** What can be shown to a far end without words. */
export type Indication =
  | 'ringing'
  | 'progress'
  | 'proceeding'
  | 'busy'
  | 'congestion'
  | 'incomplete'
  | 'hold'
  | 'unhold'
  | 'connected-line'
  | 'redirecting';

/** What came of showing it: a leg that cannot signal it leaves it to the media (a tone). A channel may have been told to drop it: then nothing stands in for it. */
export type IndicationResult = 'signalled' | 'use-tone' | 'ignored' | 'dropped';

/** What came of sending a call elsewhere. */
export interface TransferOutcome {
  readonly done: boolean;
  /** What the far end has said, as its protocol numbers it; 0 where it has said nothing. */
  readonly protocolStatus: number;
}

/**
 * The driver's side of one channel: the table of functions behind which a technology stands. Calls must not block;
 * what the far end does is told through the {@link Channel}'s `far…` methods.
 */
export interface DriverLeg {
  /** The audio of this leg; undefined until there is any. */
  readonly media: MediaLeg | undefined;
  /** Starts calling the far end; only for channels that a driver made by request. */
  call(): void;
  /** Accepts an incoming call. Resolves when the driver regards it as up (at once for SIP; the ACK may follow). */
  answer(): void | Promise<void>;
  indicate(indication: Indication): IndicationResult;
  /** Ends the far end's side. Called exactly once, whoever hung up. */
  hangup(cause: Cause): void;
  /** Sends a digit by signalling; false if this leg's digits travel with the media. */
  sendDigit?(digit: string, durationMs: number): boolean;
  /** Sends a text message; false if the far end cannot take one. */
  sendText?(text: string): Promise<boolean>;
  /** Sends the call elsewhere (REFER, 302). Resolves when the far end has told what became of it; left unresolved when the call ends first. */
  transfer?(destination: string): Promise<TransferOutcome>;
  /** CHANNEL() items of this technology, for example `peerip`; undefined for unknown ones. */
  read?(item: string): string | undefined;
  write?(item: string, value: string): boolean;
}
