import { definePort } from '../../base/port.ts';

/** One kind of facts, as text under keys. */
export interface LedgerFacts {
  get(key: string): string | undefined;
  entries(): IterableIterator<[string, string]>;
  /** Writes all changes in one step and returns when they outlive a power cut; undefined strikes a fact out. @throws Error if they cannot be written. */
  commit(changes: ReadonlyArray<{ readonly key: string; readonly value: string | undefined }>): void;
  /** As `commit`, but they outlive only the death of this process at once, and a power cut within a second; ten times cheaper. */
  note(changes: ReadonlyArray<{ readonly key: string; readonly value: string | undefined }>): void;
  /** Strikes a fact out within a second; a crash may leave it. */
  forget(key: string): void;
}

/** Facts about what must never happen twice: written before the deed, so that a crash may cost it but never repeats it. */
export interface LedgerService {
  /** The facts of one kind, for example `call-file` or `reminder`. */
  book(kind: string): LedgerFacts;
}

/** @see LedgerService */
export const ledgerPort = definePort<LedgerService>('ledger');
