import type { CdrChain } from './chain.ts';
import type { CdrRecord } from './record.ts';

/** A record and the chain it belongs to. */
type Owned = readonly [record: CdrRecord, chain: CdrChain];

/**
 * Pairs those who are in one bridge: every two of them are told of by one record, of the one who is not dialled, else of the one who
 * asked to be the first, else of the elder. @see observed: Asterisk 16
 */
export class CdrBridge {
  readonly #id: string;
  readonly #members: CdrChain[] = [];

  constructor(id: string) {
    this.#id = id;
  }

  get isEmpty(): boolean {
    return this.#members.length === 0;
  }

  enter(chain: CdrChain): void {
    chain.refresh();
    for (const record of chain.records) if (record.phase === 'bridge' && !this.#here(record)) chain.close(record);
    chain.beforeBridge();
    const others = this.#members.filter((one) => one !== chain);
    if (others.length === this.#members.length) this.#members.push(chain);
    let handled: CdrRecord | undefined;
    for (const record of chain.records) {
      if (record.phase === 'closed' || record.phase === 'bridge') continue;
      const found = record.peer ? this.#findDialled(record, chain, others) : this.#findAny(record, chain, others);
      record.phase = 'bridge';
      record.bridgeId = this.#id;
      if (others.length === 0) continue;
      // Whoever comes later may take it up again.
      if (!found && !handled) chain.finish(record);
      handled ??= record;
    }
    const first = handled ?? chain.records.findLast((record) => this.#here(record));
    if (!first) return;
    for (const other of others) this.#pair(first, chain, other);
  }

  leave(chain: CdrChain): void {
    const at = this.#members.indexOf(chain);
    if (at < 0) return;
    this.#members.splice(at, 1);
    chain.refresh();
    for (const record of chain.records) if (this.#here(record)) chain.close(record);
    for (const other of this.#members)
      for (const record of other.records) if (this.#here(record) && record.peer === chain.channel) other.finish(record);
    chain.refresh();
  }

  #here(record: CdrRecord): boolean {
    return record.phase === 'bridge' && record.bridgeId === this.#id;
  }

  #recordsOf(chains: readonly CdrChain[]): Owned[] {
    return chains.flatMap((chain) =>
      chain.records.flatMap((record): Owned[] => (this.#here(record) ? [[record, chain]] : [])),
    );
  }

  /** Whether whom the record dialled is here. */
  #findDialled(record: CdrRecord, chain: CdrChain, others: readonly CdrChain[]): boolean {
    let found = false;
    for (const [candidate, owner] of this.#recordsOf(others)) {
      if (owner.channel !== record.peer) continue;
      chain.join(record, owner, true);
      if (!candidate.peer) owner.finish(candidate);
      found = true;
    }
    return found;
  }

  /** Whether somebody is here who counts after the record's channel. */
  #findAny(record: CdrRecord, chain: CdrChain, others: readonly CdrChain[]): boolean {
    for (const [candidate, owner] of this.#recordsOf(others)) {
      if (firstOf(chain, owner) !== chain) continue;
      chain.join(record, owner, true);
      if (!candidate.peer) owner.finish(candidate);
      return true;
    }
    return false;
  }

  #pair(record: CdrRecord, chain: CdrChain, other: CdrChain): void {
    const theirs = other.records.filter((one) => this.#here(one));
    const known =
      chain.records.some((one) => this.#here(one) && one.peer === other.channel) ||
      theirs.some((one) => one.peer === chain.channel);
    // Who has left for a while talks on with the same one.
    for (const record of theirs) if (record.peer === chain.channel) record.endMs = undefined;
    if (known || theirs.length === 0) return;
    if (firstOf(chain, other) === chain) this.#add(chain, other, record.peer ? undefined : record);
    else
      this.#add(
        other,
        chain,
        theirs.find(({ peer }) => !peer),
      );
  }

  #add(first: CdrChain, second: CdrChain, free: CdrRecord | undefined): void {
    const record = free ?? first.append();
    record.phase = 'bridge';
    record.bridgeId = this.#id;
    record.endMs = undefined;
    first.join(record, second, true);
  }
}

/** Which of two is the first party of what they have together. */
function firstOf(one: CdrChain, other: CdrChain): CdrChain {
  if (one.dialled !== other.dialled) return one.dialled ? other : one;
  if (one.preferred !== other.preferred) return one.preferred ? one : other;
  return other.channel.createdMs < one.channel.createdMs ? other : one;
}
