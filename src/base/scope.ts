/** Anything with an end: closed once, by its owner. */
export interface Closable {
  close(): void | Promise<void>;
}

type Closer = () => void | Promise<void>;

/**
 * Owns things and ends them together. `close` first aborts the signal, so that every wait inside gives way, then closes
 * what was added in reverse order, always all of it, and is idempotent. Errors of closers are collected and thrown
 * as one AggregateError at the end.
 */
export class Scope {
  readonly name: string;
  readonly #controller = new AbortController();
  readonly #closers = new Map<symbol, { name: string; close: Closer }>();
  readonly #children = new Set<Scope>();
  readonly #parent: Scope | undefined;
  #closing: Promise<void> | undefined;

  /**
   * @param name what the scope stands for; printed when a shutdown hangs.
   * @param parent closing it closes this one first.
   */
  constructor(name: string, parent?: Scope) {
    this.name = name;
    this.#parent = parent;
    if (parent) parent.#adopt(this);
  }

  /** Aborted with the reason given to {@link close}. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** True from the moment {@link close} is called. */
  get closed(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Hands `thing` over to this scope and gives it back. Added to a closed scope, it is closed at once. */
  own<T extends Closable>(name: string, thing: T): T {
    this.onClose(name, () => thing.close());
    return thing;
  }

  /** Runs `close` at the end; the returned function takes it back out without running it. */
  onClose(name: string, close: Closer): () => void {
    if (this.closed) {
      void close();
      return () => {};
    }
    const key = Symbol(name);
    this.#closers.set(key, { name, close });
    return () => void this.#closers.delete(key);
  }

  /** A scope that ends no later than this one. */
  child(name: string): Scope {
    return new Scope(name, this);
  }

  /** The names of what is still open, deepest first; for a shutdown that takes too long. */
  open(): string[] {
    return [
      ...[...this.#children].flatMap((child) => child.open().map((name) => `${child.name}/${name}`)),
      ...[...this.#closers.values()].map((closer) => closer.name),
    ];
  }

  /** Ends the scope; a second call waits for the first. @param reason becomes the signal's abort reason. */
  close(reason?: unknown): Promise<void> {
    this.#closing ??= this.#close(reason);
    return this.#closing;
  }

  #adopt(child: Scope): void {
    if (this.closed) void child.close(this.#controller.signal.reason);
    else this.#children.add(child);
  }

  async #close(reason: unknown): Promise<void> {
    this.#controller.abort(reason ?? new DOMException(`${this.name} closed`, 'AbortError'));
    const errors: unknown[] = [];
    for (const child of [...this.#children].reverse()) await child.close(reason).catch((error) => errors.push(error));
    for (const [key, closer] of [...this.#closers].reverse()) {
      try {
        await closer.close();
      } catch (error) {
        errors.push(error);
      }
      this.#closers.delete(key);
    }
    if (this.#parent) this.#parent.#children.delete(this);
    if (errors.length > 0) throw new AggregateError(errors, `closing ${this.name}`);
  }
}
