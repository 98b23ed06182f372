import type { Span } from '../../base/diagnostic.ts';

/** A channel variable or a dialplan function to be written, in the order of the file. */
export interface CallFileVariable {
  /** For example `FOO`, `__FOO` or `CDR(userfield)`. */
  readonly name: string;
  readonly value: string;
}

/** Where the answered call goes on: at a place in the dialplan, or in a single application. */
export type CallFileTarget =
  | { readonly kind: 'extension'; readonly context: string; readonly extension: string; readonly priority: number }
  | { readonly kind: 'application'; readonly application: string; readonly data: string };

/**
 * A call file: whom to call, and what to do when it is answered.
 * @see observed: Asterisk 16, pbx_spool.
 */
export interface CallFile {
  /** For example `SIP`. */
  readonly technology: string;
  /** What follows the first `/` of `Channel:`, for example `100` or `trunk/1234`. */
  readonly resource: string;
  readonly target: CallFileTarget;
  /** The text of `CallerID:`, for example `"Bob" <100>`; empty if there is none. */
  readonly callerId: string;
  /** How long to let it ring, in seconds, from 1. */
  readonly waitTimeSeconds: number;
  /** How long to wait between attempts, in seconds, from 1. */
  readonly retryTimeSeconds: number;
  /** Attempts after the first; the total is one more. A negative one means that no attempt is made. */
  readonly maxRetries: number;
  readonly account: string;
  readonly variables: readonly CallFileVariable[];
  /** The text of `Codecs:`, a list like `ulaw,alaw`; empty: the PBX chooses. */
  readonly codecs: string;
  /** False keeps a finished file whose modification time lies ahead. */
  readonly alwaysDelete: boolean;
  /** True moves a finished file to `outgoing_done` instead of deleting it. */
  readonly archive: boolean;
  /** True starts the dialplan as soon as there is early media, not only at the answer. */
  readonly earlyMedia: boolean;
}

/** The defaults of every keyword that may be left out. */
export const callFileDefaults = {
  callerId: '',
  waitTimeSeconds: 45,
  retryTimeSeconds: 300,
  maxRetries: 0,
  account: '',
  variables: [],
  codecs: '',
  alwaysDelete: true,
  archive: false,
  earlyMedia: false,
} as const satisfies Partial<CallFile>;

/** What a PBX wrote at the end of the file: the history of its attempts since the last `Status` line, which ended the one before. */
export interface CallFileHistory {
  /** Attempts that ended without an answer (`EndRetry`, `AbortRetry` and plain `Retry` lines). */
  readonly ended: number;
  /** The process that began an attempt and has not ended it (`StartRetry`); undefined if none is open. */
  readonly openBy: number | undefined;
  /** True if there is any `StartRetry` line at all. */
  readonly started: boolean;
  /** `Completed`, `Expired` or `Failed` from a `Status` line, as archived files have it. */
  readonly status: string | undefined;
}

/** Where the two parts of a call file stand that a later fault may want to point at. */
export interface CallFileSpans {
  readonly channel: Span;
  readonly target: Span;
}
