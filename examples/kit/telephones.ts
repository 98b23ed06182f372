import { type NumberBehaviour, SipCallees } from './sip-callees.ts';

/** Many numbers behind one provider. */
export class Telephones implements AsyncDisposable {
  readonly #callees: SipCallees;

  private constructor(callees: SipCallees) {
    this.#callees = callees;
  }

  /** @param behaviour what a number does when it is called. */
  static async open(port: number, behaviour: (number: string) => NumberBehaviour): Promise<Telephones> {
    return new Telephones(await SipCallees.open(port, behaviour));
  }

  /** The numbers that were called, once for each call. */
  get called(): readonly string[] {
    return this.#callees.calls.map(({ number }) => number);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#callees.close();
  }
}
