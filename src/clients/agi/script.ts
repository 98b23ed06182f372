import type { AgiAnswer, AgiDialogue } from './dialogue.ts';

/** What playing or waiting came to: a digit, nothing pressed, a fault, or that the caller is gone. */
export type AgiPressed =
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'gone' };

/** The commands of a script with types. Each resolves, whatever happens; see {@link AgiPressed}. */
export class AgiScript {
  readonly dialogue: AgiDialogue;

  constructor(dialogue: AgiDialogue) {
    this.dialogue = dialogue;
  }

  /** True where the call is up now. */
  async answer(): Promise<boolean> {
    return (await this.dialogue.send('ANSWER')).result === '0';
  }

  /** Hangs up this channel, or the one named; false where there is none of that name. */
  async hangup(channel?: string): Promise<boolean> {
    return (await this.dialogue.send('HANGUP', ...(channel === undefined ? [] : [channel]))).result === '1';
  }

  /** A variable or function, undefined where it is not set. */
  async getVariable(name: string): Promise<string | undefined> {
    return dataOf(await this.dialogue.send('GET VARIABLE', name));
  }

  /** A text with all references replaced. */
  async evaluate(text: string): Promise<string | undefined> {
    return dataOf(await this.dialogue.send('GET FULL VARIABLE', text));
  }

  /** Sets a variable or function. */
  async setVariable(name: string, value: string): Promise<boolean> {
    return (await this.dialogue.send('SET VARIABLE', name, value)).result === '1';
  }

  /** Plays a prompt until its end or one of these digits. */
  async streamFile(name: string, escapeDigits = ''): Promise<AgiPressed> {
    return pressedOf(await this.dialogue.send('STREAM FILE', name, escapeDigits));
  }

  /** Plays a prompt and reads digits; `timedOut` where the last one did not come. Undefined where it failed or the caller is gone. */
  async getData(
    name: string,
    timeoutMs = 0,
    mostDigits = 1024,
  ): Promise<{ readonly digits: string; readonly timedOut: boolean } | undefined> {
    const answer = await this.dialogue.send('GET DATA', name, timeoutMs, mostDigits);
    if (answer.code !== 200 || answer.result === '-1') return undefined;
    return { digits: answer.result, timedOut: answer.data === 'timeout' };
  }

  /** Says digits, letters, words of the spelling alphabet, or a number. */
  async say(what: 'digits' | 'alpha' | 'phonetic' | 'number', text: string, escapeDigits = ''): Promise<AgiPressed> {
    return pressedOf(await this.dialogue.send(`SAY ${what.toUpperCase()}`, text, escapeDigits));
  }

  /** Waits for a digit; without limit where no time is given. */
  async waitForDigit(timeoutMs = -1): Promise<AgiPressed> {
    return pressedOf(await this.dialogue.send('WAIT FOR DIGIT', timeoutMs));
  }

  /** Runs an application of the dialplan; its number, or undefined where there is none of that name or the PBX is gone. */
  async exec(application: string, args = ''): Promise<number | undefined> {
    const { code, result } = await this.dialogue.send('EXEC', application, args);
    return code !== 200 || result === '-2' ? undefined : Number(result);
  }

  /** A value of the database, undefined where there is none. */
  async databaseGet(family: string, key: string): Promise<string | undefined> {
    return dataOf(await this.dialogue.send('DATABASE GET', family, key));
  }

  /** Writes a value to the database. */
  async databasePut(family: string, key: string, value: string): Promise<boolean> {
    return (await this.dialogue.send('DATABASE PUT', family, key, value)).result === '1';
  }

  /** Writes to the log of the PBX. */
  async verbose(message: string, level: 1 | 2 | 3 | 4 = 1): Promise<void> {
    await this.dialogue.send('VERBOSE', message, level);
  }

  /** Where the call goes on once the script has ended. */
  async goOnAt(target: { readonly context: string; readonly exten: string; readonly priority: number }): Promise<void> {
    await this.dialogue.send('SET CONTEXT', target.context);
    await this.dialogue.send('SET EXTENSION', target.exten);
    await this.dialogue.send('SET PRIORITY', target.priority);
  }
}

function dataOf({ code, result, data }: AgiAnswer): string | undefined {
  return code === 200 && result === '1' ? (data ?? '') : undefined;
}

function pressedOf({ code, result }: AgiAnswer): AgiPressed {
  if (code === 0 || code === 511) return { kind: 'gone' };
  const value = Number(result);
  if (code !== 200 || value < 0 || Number.isNaN(value)) return { kind: 'failed' };
  return value === 0 ? { kind: 'none' } : { kind: 'digit', digit: String.fromCharCode(value) };
}
