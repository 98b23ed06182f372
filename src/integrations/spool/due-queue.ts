import type { Ms } from '../../base/duration.ts';

interface Entry {
  readonly name: string;
  readonly dueMs: Ms;
}

/** File names by the time at which they fall due, then by name. A name stands in it once; all steps take logarithmic time. */
export class DueQueue {
  readonly #due = new Map<string, Entry>();
  /** A binary heap; an entry that {@link #due} no longer holds is passed over when it comes up. */
  #heap: Entry[] = [];

  /** How many names wait. */
  get size(): number {
    return this.#due.size;
  }

  has(name: string): boolean {
    return this.#due.has(name);
  }

  /** When `name` falls due, epoch milliseconds; undefined if it does not wait. */
  dueMs(name: string): Ms | undefined {
    return this.#due.get(name)?.dueMs;
  }

  /** When the first one falls due, epoch milliseconds. */
  get nextMs(): Ms | undefined {
    return this.#first()?.dueMs;
  }

  /** Adds `name`, or moves it to another time. */
  put(name: string, dueMs: Ms): void {
    if (this.#due.get(name)?.dueMs === dueMs) return;
    const entry = { name, dueMs };
    this.#due.set(name, entry);
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    if (this.#heap.length > 64 && this.#heap.length > this.#due.size * 4) this.#rebuild();
  }

  delete(name: string): void {
    this.#due.delete(name);
  }

  /** Takes out the first name that is due at `nowMs`. */
  take(nowMs: Ms): string | undefined {
    const first = this.#first();
    if (!first || first.dueMs > nowMs) return undefined;
    this.#due.delete(first.name);
    this.#drop();
    return first.name;
  }

  #first(): Entry | undefined {
    for (;;) {
      const entry = this.#heap[0];
      if (!entry || this.#due.get(entry.name) === entry) return entry;
      this.#drop();
    }
  }

  /** Removes the top of the heap. */
  #drop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (this.#before(child, least)) least = child;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #before(left: number, right: number): boolean {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (!a || !b) return false;
    return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.name < b.name);
  }

  #swap(left: number, right: number): void {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (!a || !b) return;
    this.#heap[left] = b;
    this.#heap[right] = a;
  }

  #rebuild(): void {
    // A sorted array is a heap.
    this.#heap = [...this.#due.values()].sort((a, b) => a.dueMs - b.dueMs || (a.name < b.name ? -1 : 1));
  }
}
