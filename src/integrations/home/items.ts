import type { ItemSettings } from './settings.ts';

/** What an item holds; undefined while it is not known. */
export type ItemValue = boolean | number | string | undefined;

/** An item with its value. */
export interface Item {
  readonly settings: ItemSettings;
  readonly value: ItemValue;
}

/** The items of the house and their values. */
export class Items {
  readonly #settings: ReadonlyMap<string, ItemSettings>;
  readonly #values = new Map<string, ItemValue>();
  readonly #listeners = new Set<(item: Item) => void>();

  constructor(settings: readonly ItemSettings[]) {
    this.#settings = new Map(settings.map((one) => [one.path, one]));
  }

  list(): readonly Item[] {
    return [...this.#settings.values()].map((settings) => ({ settings, value: this.#values.get(settings.path) }));
  }

  find(path: string): Item | undefined {
    const settings = this.#settings.get(path);
    return settings && { settings, value: this.#values.get(path) };
  }

  /** Sets an item. @returns false where there is none of that path, or the value is not of its type. */
  set(path: string, value: ItemValue): boolean {
    const settings = this.#settings.get(path);
    if (!settings || !fits(settings, value)) return false;
    if (this.#values.get(path) === value) return true;
    this.#values.set(path, value);
    for (const listener of [...this.#listeners]) listener({ settings, value });
    return true;
  }

  /** Called after each change of a value; the returned function ends it. */
  onChange(listener: (item: Item) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

function fits({ type }: ItemSettings, value: ItemValue): boolean {
  if (type === 'bool') return typeof value === 'boolean';
  if (type === 'num') return typeof value === 'number' && Number.isFinite(value);
  return typeof value === 'string';
}
