const NOBODY: ReadonlyArray<() => void> = [];

/** Those who want to be called, in order. The list is replaced, never changed: it is short, and they may come and go meanwhile. */
export class Followers {
  #all = NOBODY;

  /** Adds one. */
  add(follower: () => void): void {
    this.#all = this.#all.concat(follower);
  }

  /** Takes one out. */
  remove(follower: () => void): void {
    const rest = this.#all.filter((one) => one !== follower);
    this.#all = rest.length > 0 ? rest : NOBODY;
  }

  /** Calls each that is there now. */
  call(): void {
    for (const follower of this.#all) follower();
  }

  /** The same, and takes them out before. */
  callOnce(): void {
    const all = this.#all;
    this.#all = NOBODY;
    for (const follower of all) follower();
  }
}
