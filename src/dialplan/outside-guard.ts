import { AsyncLocalStorage } from 'node:async_hooks';
import type { FunctionDefinition } from '../extend/define-function.ts';

/**
 * Knows what runs on behalf of a program outside, however deep a text leads: `EVAL`, `IMPORT` and their like read further functions.
 * @see observed: Asterisk 16, `live_dangerously` of asterisk.conf.
 */
export class OutsideGuard {
  readonly #within = new AsyncLocalStorage<true>();

  /** Runs work, and what it leads to, without the functions that can do harm. */
  run<T>(work: () => T): T {
    return this.#within.run(true, work);
  }

  /** True if what runs now may not use the function so. */
  forbids({ dangerous }: FunctionDefinition, use: 'read' | 'write'): boolean {
    return (dangerous === use || dangerous === 'both') && this.#within.getStore() === true;
  }
}
