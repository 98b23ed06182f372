import type { AgiCommands, AgiWord } from './commands.ts';
import type { AgiAnswer, AgiDialogue } from './dialogue.ts';

/** What playing or waiting came to: a digit, nothing pressed, a fault, or that the caller is gone. */
export type AgiPressed =
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'gone' };

/** How a recording ended, and how long it is: the digit that ended it, `timeout` for the time or silence, a fault, or that the caller is gone. */
export interface AgiRecording {
  readonly end: 'digit' | 'timeout' | 'failed' | 'gone';
  readonly digit: string | undefined;
  /** At 8000 a second. */
  readonly samples: number;
}

/** The states of a channel, by their numbers. */
const STATES = ['down', 'reserved', 'off hook', 'dialing', 'ring', 'ringing', 'up', 'busy'] as const;

/** The state of a channel. */
export type AgiChannelState = (typeof STATES)[number];

/** A place of the dialplan. */
export interface AgiPlace {
  readonly context: string;
  readonly exten: string;
  /** A number, or a label. */
  readonly priority: number | string;
}

/** The commands of a script with types. Each resolves, whatever happens; see {@link AgiPressed}. */
export class AgiScript {
  readonly dialogue: AgiDialogue;

  constructor(dialogue: AgiDialogue) {
    this.dialogue = dialogue;
  }

  /** What the PBX told at first, without `agi_`: `callerid`, `extension`, `network_script`, … */
  get environment(): ReadonlyMap<string, string> {
    return this.dialogue.environment;
  }

  /** The arguments that the dialplan gave. */
  get args(): readonly string[] {
    return this.dialogue.args;
  }

  /** Aborts when the caller hangs up. */
  get hangupSignal(): AbortSignal {
    return this.dialogue.hangupSignal;
  }

  /** Sends any command that there is, with its words; for what has no method here. */
  send<Name extends keyof AgiCommands>(command: Name, ...words: AgiCommands[Name]): Promise<AgiAnswer> {
    const given: ReadonlyArray<AgiWord | undefined> = words;
    return this.dialogue.send(command, ...given.filter((word) => word !== undefined));
  }

  /** True where the call is up now. */
  async answer(): Promise<boolean> {
    return (await this.dialogue.send('ANSWER')).result === '0';
  }

  /** Hangs up this channel, or the one named; false where there is none of that name. */
  async hangup(channel?: string): Promise<boolean> {
    return (await this.dialogue.send('HANGUP', ...(channel === undefined ? [] : [channel]))).result === '1';
  }

  /** The state of this channel, or of the one named; undefined where there is none of that name. */
  async channelStatus(channel?: string): Promise<AgiChannelState | undefined> {
    const { code, result } = await this.dialogue.send('CHANNEL STATUS', ...(channel === undefined ? [] : [channel]));
    return code === 200 ? STATES[Number(result)] : undefined;
  }

  /** Ends the call after so many seconds; 0 takes that back. */
  async setAutoHangup(seconds: number): Promise<boolean> {
    return (await this.send('SET AUTOHANGUP', seconds)).result === '0';
  }

  /** Sets the caller as others see it: `"Name" <number>`, or a number. */
  async setCallerId(caller: string): Promise<boolean> {
    return (await this.send('SET CALLERID', caller)).result === '1';
  }

  /** Starts music on hold, of a class if one is named, or ends it. */
  async setMusic(on: boolean, musicClass?: string): Promise<boolean> {
    const words = musicClass === undefined ? [] : ([musicClass] as const);
    return (await this.send('SET MUSIC', on ? 'on' : 'off', ...words)).result === '0';
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

  /** Plays a prompt that the caller can wind on by `#` and back by `*`, and hold by `pause`, until its end or one of these digits. */
  async controlStreamFile(
    name: string,
    escapeDigits = '',
    { skipMs = 3000, forward = '#', rewind = '*', pause = '' } = {},
  ): Promise<AgiPressed> {
    const words = [skipMs, forward, rewind, ...(pause === '' ? [] : [pause])] as const;
    return pressedOf(await this.dialogue.send('CONTROL STREAM FILE', name, escapeDigits, ...words));
  }

  /** Plays a prompt and waits for one of these digits, so long after its end. */
  async getOption(name: string, escapeDigits: string, timeoutMs: number): Promise<AgiPressed> {
    return pressedOf(await this.send('GET OPTION', name, escapeDigits, timeoutMs));
  }

  /** Records the caller until one of these digits, the end of the time (-1: no limit), or so many seconds of silence. */
  async recordFile(
    name: string,
    format: string,
    { escapeDigits = '#', timeoutMs = -1, beep = false, silenceSeconds = 0 } = {},
  ): Promise<AgiRecording> {
    const more = [...(beep ? ['BEEP'] : []), ...(silenceSeconds > 0 ? [`s=${silenceSeconds}`] : [])];
    const answer = await this.dialogue.send('RECORD FILE', name, format, escapeDigits, timeoutMs, ...more);
    const samples = answer.endpos ?? 0;
    if (answer.code === 0 || answer.code === 511 || answer.data === 'hangup')
      return { end: 'gone', digit: undefined, samples };
    if (answer.code !== 200 || answer.result === '-1') return { end: 'failed', digit: undefined, samples };
    if (answer.data !== 'dtmf') return { end: 'timeout', digit: undefined, samples };
    return { end: 'digit', digit: String.fromCharCode(Number(answer.result)), samples };
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

  /** Says a moment: the day, the hour, or both in a format of voicemail.conf's zones, in a time zone if one is named. */
  async sayMoment(
    what: 'date' | 'time' | { readonly format: string; readonly zone?: string },
    moment: Date,
    escapeDigits = '',
  ): Promise<AgiPressed> {
    const seconds = Math.floor(moment.getTime() / 1000);
    if (what === 'date') return pressedOf(await this.send('SAY DATE', seconds, escapeDigits));
    if (what === 'time') return pressedOf(await this.send('SAY TIME', seconds, escapeDigits));
    const zone = what.zone === undefined ? [] : ([what.zone] as const);
    return pressedOf(await this.send('SAY DATETIME', seconds, escapeDigits, what.format, ...zone));
  }

  /** Sends a text to the far end, if that takes any. */
  async sendText(text: string): Promise<boolean> {
    return (await this.send('SEND TEXT', text)).result === '0';
  }

  /** The next text of the far end; undefined where none came. */
  async receiveText(timeoutMs: number): Promise<string | undefined> {
    return dataOf(await this.send('RECEIVE TEXT', timeoutMs));
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

  /** Runs a subroutine of the dialplan until its Return(); false where there is none, or the call ended in it. */
  async gosub({ context, exten, priority }: AgiPlace, ...args: readonly string[]): Promise<boolean> {
    const given = args.length === 0 ? [] : ([args.join(',')] as const);
    return (await this.send('GOSUB', context, exten, priority, ...given)).result === '0';
  }

  /** A value of the database, undefined where there is none. */
  async databaseGet(family: string, key: string): Promise<string | undefined> {
    return dataOf(await this.dialogue.send('DATABASE GET', family, key));
  }

  /** Writes a value to the database. */
  async databasePut(family: string, key: string, value: string): Promise<boolean> {
    return (await this.dialogue.send('DATABASE PUT', family, key, value)).result === '1';
  }

  /** Removes a value from the database. */
  async databaseDelete(family: string, key: string): Promise<boolean> {
    return (await this.send('DATABASE DEL', family, key)).result === '1';
  }

  /** Removes a family from the database, or what lies under a key of it. */
  async databaseDeleteTree(family: string, tree?: string): Promise<void> {
    await this.dialogue.send('DATABASE DELTREE', family, ...(tree === undefined ? [] : [tree]));
  }

  /** Writes to the log of the PBX. */
  async verbose(message: string, level: 1 | 2 | 3 | 4 = 1): Promise<void> {
    await this.dialogue.send('VERBOSE', message, level);
  }

  /** Where the call goes on once the script has ended. */
  async goOnAt(target: AgiPlace): Promise<void> {
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
