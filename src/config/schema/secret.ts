/** A text that must not turn up in a log, a diagnostic or a listing: printing it shows stars. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself; for the one place that has to know it. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '********';
  }

  toJSON(): string {
    return '********';
  }

  /** What `console.log` and `util.inspect` print. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '********';
  }
}
