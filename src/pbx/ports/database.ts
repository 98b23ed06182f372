import { definePort } from '../../base/port.ts';

/** The Asterisk database: families of keys. Reads and writes are synchronous; see `store` for when they reach the disk. */
export interface Database {
  get(family: string, key: string): string | undefined;
  put(family: string, key: string, value: string): void;
  /** Removes a key; false if there was none. */
  delete(family: string, key: string): boolean;
  /** Removes a family, or the keys of it that begin with `prefix/`; answers how many. */
  deleteTree(family: string, prefix?: string): number;
  /** All entries under `/family/prefix`, sorted by their whole key. Everything where nothing is given. */
  entries(
    family?: string,
    prefix?: string,
  ): Array<{ readonly family: string; readonly key: string; readonly value: string }>;
}

/** @see Database */
export const databasePort = definePort<Database>('database');
