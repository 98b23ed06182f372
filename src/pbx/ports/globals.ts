import { definePort } from '../../base/port.ts';

/** Global variables. */
export interface Globals {
  get(name: string): string | undefined;
  /** Sets one, or removes it where `value` is undefined. */
  set(name: string, value: string | undefined): void;
  list(): Array<[name: string, value: string]>;
}

/** @see Globals */
export const globalsPort = definePort<Globals>('globals');
