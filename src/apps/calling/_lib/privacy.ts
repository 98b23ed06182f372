import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Call } from '../../../channel/call.ts';
import type { Channel } from '../../../channel/channel.ts';
import { isInterruption } from '../../../channel/hangup.ts';
import { shrinkNumber } from '../../../channel/party.ts';
import { DigitStream } from '../../../channel/prompt/digit-stream.ts';
import { playPrompts } from '../../../channel/prompt/play.ts';
import { recordMessage } from '../../../channel/prompt/record.ts';
import { databasePort } from '../../../pbx/ports/database.ts';
import { promptsPort } from '../../../pbx/ports/prompts.ts';
import { playOn } from '../../audio/_lib/prompts.ts';
import type { DialOptions } from './dial-options.ts';

/** What the database can say of a caller, and the DIALSTATUS that follows. */
const VERDICTS: Readonly<Record<string, string | undefined>> = {
  allow: undefined,
  deny: 'NOANSWER',
  kill: 'DONTCALL',
  torture: 'TORTURE',
};
const FAMILY = 'privacy';
const INTRO_MS = 4000;
const SILENCE_MS = 2000;
/** So often the called party may press a wrong key. */
const ATTEMPTS = 3;
/** How long it may take to choose, once all has been said. */
const ANSWER_MS = 6000;

/** Options p and P: the caller says a name, and whoever is called decides by a key. */
export class Privacy {
  readonly #call: Call;
  readonly #options: DialOptions;
  readonly #callerId: string;
  readonly #known: boolean;
  /** The name of the recorded introduction; undefined where none is needed. */
  #intro: string | undefined;

  private constructor(call: Call, options: DialOptions) {
    this.#call = call;
    this.#options = options;
    const { parties, position, name } = call.channel;
    const number = shrinkNumber(parties.caller.number ?? '').replaceAll('/', '=');
    this.#known = number !== '';
    this.#callerId = this.#known ? number : `NOCALLERID_${position.exten}${name.replaceAll('/', '=')}`;
  }

  /**
   * Looks the caller up and asks for a name, if that has to be known. @returns the DIALSTATUS of a call that is not to be placed, or what
   * goes on when somebody answers; undefined where neither p nor P is given. Rejects when the call ends.
   */
  static async begin(call: Call, options: DialOptions): Promise<Privacy | { readonly status: string } | undefined> {
    if (!options.has('p') && !options.has('P')) return undefined;
    const privacy = new Privacy(call, options);
    return (await privacy.#prepare()) ?? privacy;
  }

  async #prepare(): Promise<{ readonly status: string } | undefined> {
    const call = this.#call;
    const verdict = this.#verdict();
    const status = verdict === undefined ? undefined : VERDICTS[verdict];
    if (status !== undefined) {
      call.log.verbose(3, `Privacy DB reports PRIVACY_${(verdict ?? '').toUpperCase()} for this callerid.`);
      return { status };
    }
    if (verdict !== 'allow' && !(await this.#introduce())) return { status: 'INVALIDARGS' };
    return undefined;
  }

  /** What is known of the caller: the database with P, and with N that who shows a number is welcome. */
  #verdict(): string | undefined {
    const call = this.#call;
    if (!this.#known) call.log.verbose(3, 'Privacy-- callerid is empty');
    else if (this.#options.has('P')) {
      call.log.verbose(3, `Privacy DB is '${this.#family}', clid is '${this.#callerId}'`);
    } else call.log.verbose(3, `Privacy Screening, clid is '${this.#callerId}'`);
    if (this.#known && this.#options.has('N')) {
      call.log.verbose(3, `CallerID set (${this.#callerId}); N option set; Screening should be off`);
      return 'allow';
    }
    if (!this.#known || !this.#options.has('P')) return undefined;
    const known = call.use(databasePort).get(FAMILY, `${this.#family}:${this.#callerId}`)?.toLowerCase();
    return known !== undefined && Object.hasOwn(VERDICTS, known) ? known : undefined;
  }

  get #family(): string {
    return this.#options.parameter('P') || this.#call.channel.position.exten;
  }

  /** The caller says a name, unless it has been recorded before. False where that cannot be recorded. */
  async #introduce(): Promise<boolean> {
    const call = this.#call;
    const { channel } = call;
    this.#intro = `priv-callerintros/${this.#callerId}`;
    const prompts = call.use(promptsPort);
    if (this.#known && prompts.exists(this.#intro, channel.settings.language)) return true;
    await channel.answer(0);
    await playOn(call, ['priv-recordintro', 'beep']);
    const path = `${prompts.recordingPath(this.#intro)}.sln`;
    try {
      mkdirSync(dirname(path), { recursive: true });
      const recorded = await recordMessage(
        channel,
        { path, format: 'sln', maxMs: INTRO_MS, silenceMs: SILENCE_MS, append: false, keepSilence: false },
        call.signal,
        (digit) => digit === '#',
      );
      if (recorded?.end.reason === 'failed') return false;
    } catch (reason) {
      if (isInterruption(reason)) this.#forget();
      throw reason;
    }
    await playOn(call, ['vm-dialout']);
    return true;
  }

  /** Asks the called party. @returns the DIALSTATUS of a caller that is not put through; undefined to join the two. */
  async ask(callee: Channel): Promise<string | undefined> {
    if (this.#intro === undefined) return undefined;
    const digit = await this.#choice(callee, this.#intro);
    if (!this.#known || this.#options.has('n')) this.#forget();
    const note = (value: string): void => {
      if (!this.#options.has('P') || !this.#known) return;
      this.#call.log.verbose(
        3,
        `--Set privacy database entry ${this.#family}/${this.#callerId} to ${value.toUpperCase()}`,
      );
      this.#call.use(databasePort).put(FAMILY, `${this.#family}:${this.#callerId}`, value);
    };
    switch (digit) {
      case '1':
        note('allow');
        return undefined;
      case '2':
        note('deny');
        return 'NOANSWER';
      case '3':
        note('torture');
        return 'TORTURE';
      case '4':
        note('kill');
        return 'DONTCALL';
      case '5':
        return this.#options.has('P') ? undefined : 'NOANSWER';
      default:
        return 'NOANSWER';
    }
  }

  /** Nobody has answered: with n(1) the introduction goes. */
  end(): void {
    if (this.#intro !== undefined && (!this.#known || Number.parseInt(this.#options.parameter('n') ?? '', 10) > 0))
      this.#forget();
  }

  async #choice(callee: Channel, intro: string): Promise<string | undefined> {
    const call = this.#call;
    const sounds = call.use(promptsPort);
    const wanted = this.#options.has('P') ? '12345' : '1234';
    const signal = AbortSignal.any([call.signal, callee.hangupSignal]);
    const play = async (name: string): Promise<string | undefined> =>
      (
        await playPrompts(callee, [name], {
          sounds,
          log: call.log,
          signal,
          interruptedBy: (digit) => wanted.includes(digit),
        })
      ).digit;
    const said = [
      'priv-callpending',
      intro,
      ...(this.#options.has('P') ? ['priv-callee-options'] : []),
      ...(this.#options.has('p') ? ['screen-callee-options'] : []),
    ];
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        for (const name of said) {
          const digit = await play(name);
          if (digit !== undefined) return digit;
        }
        const stream = new DigitStream(callee);
        const digit = await stream.next(call.clock, ANSWER_MS, signal).finally(() => stream.close());
        if (digit !== undefined && wanted.includes(digit)) return digit;
        await play('vm-sorry');
      }
    } catch (reason) {
      if (!isInterruption(reason)) throw reason;
      call.throwIfInterrupted();
    }
    return undefined;
  }

  #forget(): void {
    if (this.#intro === undefined) return;
    rmSync(`${this.#call.use(promptsPort).recordingPath(this.#intro)}.sln`, { force: true });
  }
}
