import type { Database } from '../../../pbx/ports/database.ts';

/** The family of the database; its name and the names of the fields are those of Asterisk's new driver. */
const FAMILY = 'subscription_persistence';

/** The longest SUBSCRIBE that is kept, in characters. */
const LONGEST_PACKET = 8192;

/** A subscription as it is kept. */
export interface KeptRow {
  /** The whole SUBSCRIBE that began it. */
  readonly packet: string;
  readonly endpoint: string;
  readonly localTag: string;
  /** How often it has been gone on with. */
  readonly generation: number;
  readonly expiresAtMs: number;
  readonly host: string;
  readonly port: number;
}

/** Keeps subscriptions in the Asterisk database, so that lamps go on after a restart. */
export class SubscriptionStore {
  readonly #database: Database | undefined;

  /** @param database absent: nothing is kept. */
  constructor(database: Database | undefined) {
    this.#database = database;
  }

  save(row: KeptRow): void {
    if (row.packet.length > LONGEST_PACKET) return;
    const value = {
      packet: row.packet,
      src_name: row.host,
      src_port: String(row.port),
      transport_key: 'UDP',
      cseq: String(row.generation),
      tag: row.localTag,
      endpoint: row.endpoint,
      expires: String(Math.round(row.expiresAtMs / 1000)),
    };
    this.#database?.put(FAMILY, row.localTag, JSON.stringify(value));
  }

  remove(localTag: string): void {
    this.#database?.delete(FAMILY, localTag);
  }

  /** All that have not expired; the others, and what cannot be read, are removed. @param nowMs epoch milliseconds. */
  load(nowMs: number): KeptRow[] {
    return (this.#database?.entries(FAMILY) ?? []).flatMap(({ key, value }) => {
      const row = parseRow(value);
      if (row && row.expiresAtMs > nowMs) return [row];
      this.#database?.delete(FAMILY, key);
      return [];
    });
  }
}

function parseRow(text: string): KeptRow | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const fields = new Map(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
  const field = (name: string): string => fields.get(name) ?? '';
  const row = {
    packet: field('packet'),
    endpoint: field('endpoint'),
    localTag: field('tag'),
    generation: Number(field('cseq')),
    expiresAtMs: Number(field('expires')) * 1000,
    host: field('src_name'),
    port: Number(field('src_port')),
  };
  const whole = [row.generation, row.expiresAtMs, row.port].every((number) => Number.isSafeInteger(number));
  return whole && row.packet !== '' && row.localTag !== '' && row.host !== '' ? row : undefined;
}
