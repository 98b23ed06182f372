/** What a program has printed, to be waited for. */
export class Transcript {
  readonly #who: string;
  readonly #waiting = new Set<() => void>();
  text = '';

  /** @param who of whom it is, for messages. */
  constructor(who: string) {
    this.#who = who;
  }

  add(text: string): void {
    this.text += text;
    for (const look of [...this.#waiting]) look();
  }

  /** What has been printed so far is waited for no more. */
  forget(): void {
    this.text = '';
  }

  /** Resolves when something that matches has been printed from `from` on, now or earlier. @throws Error with all that was printed after `withinMs`. */
  saw(pattern: RegExp, withinMs = 20_000, from = 0): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(this.text.slice(from));
        if (!match) return;
        this.#waiting.delete(look);
        clearTimeout(limit);
        resolve(match);
      };
      const limit = setTimeout(() => {
        this.#waiting.delete(look);
        const seconds = withinMs / 1000;
        reject(new Error(`${this.#who} did not print ${pattern} within ${seconds} s, but:\n${this.text.slice(from)}`));
      }, withinMs);
      this.#waiting.add(look);
      look();
    });
  }
}
