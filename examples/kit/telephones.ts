import { SippCallees } from '../../test/support/sipp-callees.ts';
import { SipCallees } from './sip-callees.ts';

/** Which of many numbers are busy; all others pick up at once. */
export interface TelephoneOptions {
  /** Those that end in this digit. */
  readonly busyEnding: string;
}

/** Many numbers behind one provider. */
export class Telephones implements AsyncDisposable {
  readonly #close: () => Promise<string[]>;
  #called: Promise<string[]> | undefined;

  private constructor(close: () => Promise<string[]>) {
    this.#close = close;
  }

  /** Those of the kit. */
  static async own(port: number, { busyEnding }: TelephoneOptions): Promise<Telephones> {
    const callees = await SipCallees.open(port, (number) => (number.endsWith(busyEnding) ? 'busy' : 'answer'));
    return new Telephones(async () => {
      callees.close();
      return callees.calls.map(({ number }) => number);
    });
  }

  /** sipp. */
  static async sipp(port: number, { busyEnding }: TelephoneOptions): Promise<Telephones> {
    const callees = await SippCallees.open(port, { busy: `sip:[0-9]*${busyEnding}@`, answer: 'sip:[0-9]+@' });
    return new Telephones(async () => (await callees.close()).map(({ number }) => number));
  }

  /** No call comes after this. @returns the numbers that were called, once for each call. */
  close(): Promise<string[]> {
    this.#called ??= this.#close();
    return this.#called;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
