/**
 * A map for what comes and goes all day: channels, dialogs, transactions. It does what a Map does, in the order of insertion.
 * V8 chains the outgrown tables of a Map, each to its successor: one that the collector has put among its old objects keeps all that
 * was ever entered after it, calls long over among it, until the next full collection. Here the table holds numbers only, and
 * the slot that a number names is emptied when its entry goes.
 */
export class SlotMap<K extends string | number, V extends object> {
  readonly #slotOf = new Map<K, number>();
  readonly #slots: Array<V | undefined> = [];
  readonly #free: number[] = [];

  get size(): number {
    return this.#slotOf.size;
  }

  has(key: K): boolean {
    return this.#slotOf.has(key);
  }

  get(key: K): V | undefined {
    const slot = this.#slotOf.get(key);
    return slot === undefined ? undefined : this.#slots[slot];
  }

  set(key: K, value: V): this {
    let slot = this.#slotOf.get(key);
    if (slot === undefined) {
      slot = this.#free.pop() ?? this.#slots.length;
      this.#slotOf.set(key, slot);
    }
    this.#slots[slot] = value;
    return this;
  }

  /** @returns whether there was such an entry. */
  delete(key: K): boolean {
    const slot = this.#slotOf.get(key);
    if (slot === undefined) return false;
    this.#slotOf.delete(key);
    this.#slots[slot] = undefined;
    this.#free.push(slot);
    return true;
  }

  clear(): void {
    this.#slotOf.clear();
    this.#slots.length = 0;
    this.#free.length = 0;
  }

  /** The keys, oldest first; like those of a Map they may be deleted while they are being walked through. */
  keys(): MapIterator<K> {
    return this.#slotOf.keys();
  }

  /** The values, oldest first, as they are now. */
  values(): V[] {
    const values: V[] = [];
    for (const slot of this.#slotOf.values()) {
      const value = this.#slots[slot];
      if (value !== undefined) values.push(value);
    }
    return values;
  }
}
