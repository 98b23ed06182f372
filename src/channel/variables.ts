/** How far a variable is handed on to channels that this one makes: not at all, to them, or to all their descendants. */
type Reach = 'own' | 'children' | 'descendants';

/** What stands before a name to show how far it reaches. */
const PREFIX: Readonly<Record<Reach, string>> = { own: '', children: '_', descendants: '__' };

interface Entry {
  readonly value: string;
  readonly reach: Reach;
}

/** Never written to. */
const NONE = new Map<string, Entry>();

/** The saved values that a subroutine's local names had outside of it. */
export type LocalFrame = Map<string, string | undefined>;

/** Who has variables: told of every change; `value` is undefined when the variable goes. */
export interface VariableOwner {
  variableChanged(name: string, value: string | undefined): void;
}

/**
 * A channel's variables, case-sensitive. A name written with one leading `_` is inherited by the channels that this one
 * makes, with two by all their descendants; it is read under its plain name, and a write of any of the three forms replaces the others.
 */
export class ChannelVariables {
  /** Made with the first one: many channels have none. */
  #entries = NONE;
  readonly #owner: VariableOwner | undefined;

  /** @param owner who is told; nobody unless given. */
  constructor(owner?: VariableOwner) {
    this.#owner = owner;
  }

  /** The value under the plain name, or undefined. */
  get(name: string): string | undefined {
    return this.#entries.get(name)?.value;
  }

  /** Sets `name` (with its `_` or `__` prefix, if any), or removes it where `value` is undefined. */
  set(name: string, value: string | undefined): void {
    const { plain, reach } = splitName(name);
    if (value !== undefined) this.#put(plain, { value, reach });
    else if (this.#entries !== NONE) this.#entries.delete(plain);
    this.#owner?.variableChanged(name, value);
  }

  /** Copies what a new channel inherits from `parent`. */
  inheritFrom(parent: ChannelVariables): void {
    for (const [name, entry] of parent.#entries) {
      if (entry.reach === 'own') continue;
      const reach: Reach = entry.reach === 'descendants' ? 'descendants' : 'own';
      this.#put(name, { value: entry.value, reach });
      this.#owner?.variableChanged(reach === 'descendants' ? `__${name}` : name, entry.value);
    }
  }

  /** Takes over all of `other`, each with its reach: the two halves of a Local pair have the same variables. */
  copyFrom(other: ChannelVariables): void {
    for (const [name, entry] of other.#entries) {
      this.#put(name, entry);
      this.#owner?.variableChanged(PREFIX[entry.reach] + name, entry.value);
    }
  }

  /** Name and value pairs, names with the prefix that shows their reach, the newest first as Asterisk lists them. */
  list(): Array<[name: string, value: string]> {
    return [...this.#entries].reverse().map(([name, entry]) => [PREFIX[entry.reach] + name, entry.value]);
  }

  /** Gives `name` a value that lasts until `frame` is restored. */
  setLocal(frame: LocalFrame, name: string, value: string | undefined): void {
    if (!frame.has(name)) frame.set(name, this.get(name));
    this.set(name, value);
  }

  #put(plain: string, entry: Entry): void {
    if (this.#entries === NONE) this.#entries = new Map();
    this.#entries.set(plain, entry);
  }

  /** Puts back what the names of `frame` were before. */
  restore(frame: LocalFrame): void {
    for (const [name, value] of frame) this.set(name, value);
    frame.clear();
  }
}

function splitName(name: string): { plain: string; reach: Reach } {
  if (name.startsWith('__')) return { plain: name.slice(2), reach: 'descendants' };
  if (name.startsWith('_')) return { plain: name.slice(1), reach: 'children' };
  return { plain: name, reach: 'own' };
}
