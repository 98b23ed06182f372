/** The lines that a PBX appends to a call file while it works on it. */
export type Bookkeeping = 'StartRetry' | 'EndRetry' | 'AbortRetry' | 'DelayedRetry';

/** How a call file ended: answered, out of retries, or not fit to be dialled. */
export type CallFileStatus = 'Completed' | 'Expired' | 'Failed';

/**
 * A blank line and one bookkeeping line, as Asterisk appends them.
 * @param processId of the PBX.
 * @param attempt from 1.
 * @param timeSeconds epoch seconds: for `StartRetry` the time of the attempt plus RetryTime, else the present.
 */
export function bookkeepingLine(what: Bookkeeping, processId: number, attempt: number, timeSeconds: number): string {
  return `\n${what}: ${processId} ${attempt} (${timeSeconds})\n`;
}

/** The last line of an archived file. */
export function statusLine(status: CallFileStatus): string {
  return `Status: ${status}\n`;
}
