const NOBODY: ReadonlyArray<() => void> = [];

/** Those who want to be called, in order. They may come and go meanwhile: who is called are those that were there at the beginning. */
export class Followers {
  /** Mostly there is one, who takes no list. */
  #first: (() => void) | undefined;
  /** The list is replaced, never changed. */
  #others = NOBODY;

  /** Adds one. */
  add(follower: () => void): void {
    if (this.#first) this.#others = this.#others.concat(follower);
    else this.#first = follower;
  }

  /** Takes one out. */
  remove(follower: () => void): void {
    const others = this.#others;
    if (follower !== this.#first) this.#others = others.length > 0 ? others.filter((one) => one !== follower) : others;
    else {
      this.#first = others[0];
      this.#others = others.length > 1 ? others.slice(1) : NOBODY;
    }
  }

  /** Calls each that is there now. */
  call(): void {
    const others = this.#others;
    this.#first?.();
    for (const follower of others) follower();
  }

  /** The same, and takes them out before. */
  callOnce(): void {
    const first = this.#first;
    const others = this.#others;
    this.#first = undefined;
    this.#others = NOBODY;
    first?.();
    for (const follower of others) follower();
  }
}
