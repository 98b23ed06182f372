import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureHeard } from '../../src/phone/heard.ts';
import { type Sound, sine, wavBytes } from '../../test/support/audio.ts';
import { type Baresip, openBaresip } from '../../test/support/baresip.ts';
import { until } from '../../test/support/until.ts';
import { Handset, type HandsetOptions, secretOf } from './handset.ts';
import { freeUdpPort, type House } from './house.ts';

/** No call of a story lasts longer; what a phone says ends then. */
const LONGEST_CALL_MS = 120_000;

/** The call that a phone is in. */
interface Call {
  readonly incoming: boolean;
  /** Who calls, or what was dialled. */
  readonly other: string;
  /** Since when, by `performance.now()`. */
  answeredAt?: number;
  /** Where what is heard is written, once it is. */
  recording?: string;
}

/** baresip, with what it prints put into the words of `asterism phone`. */
export class BaresipPhone extends Handset {
  readonly #tell: (line: string) => void;
  /** What it prints when calls can come, and what that means. */
  #atFirst: readonly [RegExp, string] | undefined;
  #baresip: Baresip | undefined;
  #call: Call | undefined;
  /** An end is told when what was heard is measured, and nothing else before it. */
  #lines: Promise<void> = Promise.resolve();

  private constructor(name: string, atFirst: readonly [RegExp, string], tell: (line: string) => void) {
    super(name);
    this.#atFirst = atFirst;
    this.#tell = tell;
  }

  /** Starts one. */
  static async open(
    house: House,
    name: string,
    tell: (line: string) => void,
    options: HandsetOptions = {},
  ): Promise<BaresipPhone> {
    const { outside } = options;
    const sipPort = outside?.port ?? (await freeUdpPort());
    const phone = new BaresipPhone(
      name,
      outside
        ? [/^baresip is ready/, `listens at 127.0.0.1:${sipPort}`]
        : [/ 200 OK .*\[\d+ bindings?\]/, `registered at 127.0.0.1:${house.sipPort} as ${name}`],
      tell,
    );
    const say = join(house.state, '..', `say-${name}.wav`);
    writeFileSync(say, wavBytes(said(options)));
    phone.#baresip = await openBaresip({
      ...{ user: name, secret: secretOf(house.etc, name), pbxPort: house.sipPort, sipPort, say, answer: 'manual' },
      ...(outside && { numbers: outside.numbers }),
      consolePort: await freeUdpPort(),
      tell: (line) => {
        phone.#lines = phone.#lines.then(() => phone.#take(line));
      },
    });
    return phone;
  }

  answer(): void {
    this.#baresip?.run('/accept');
  }

  dial(number: string): void {
    this.#baresip?.run(`/dial ${number}`);
  }

  press(digits: string): void {
    this.#baresip?.run(`/sndcode ${digits}`);
  }

  hangUp(): void {
    this.#baresip?.run('/hangup');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#baresip?.stop();
  }

  async #take(line: string): Promise<void> {
    const incoming = /Incoming call from: (.*?) ?sips?:([^@;>]*)\S* - /.exec(line);
    const [, dialled] = /^call: connecting to 'sip:([^@]*)/.exec(line) ?? [];
    const [, recording] = /^sndfile: dumping decode audio to (.*)/.exec(line) ?? [];
    const [, digit] = /send DTMF digit: '(.)'/.exec(line) ?? [];
    const [, closed] = /session closed: (.*)/.exec(line) ?? [];
    const call = this.#call;
    if (this.#atFirst?.[0].test(line)) {
      this.#say(this.#atFirst[1]);
      this.#atFirst = undefined;
    } else if (incoming) {
      this.#call = { incoming: true, other: callerText(incoming[1] ?? '', incoming[2] ?? '') };
      this.#say(`ringing: ${this.#call.other}`);
    } else if (dialled !== undefined) {
      this.#call = { incoming: false, other: dialled };
      this.#say(`dialled ${dialled}`);
    } else if (call === undefined) return;
    else if (recording !== undefined) call.recording = recording;
    else if (digit !== undefined) this.#say(`sent digit ${digit}`);
    else if (/: Call established: /.test(line)) {
      call.answeredAt = performance.now();
      this.#say(call.incoming ? 'answered' : 'the far end answered');
    } else if (/^call: (terminate|rejecting incoming) call /.test(line)) await this.#over(call, 'hung up');
    else if (closed !== undefined) await this.#over(call, 'the far end hung up', closed);
  }

  /** Tells of the end of a call. @param reason what the far end gave, where it was not this phone that ended it. */
  async #over(call: Call, how: string, reason?: string): Promise<void> {
    this.#call = undefined;
    const { answeredAt, recording, incoming, other } = call;
    if (answeredAt !== undefined) {
      const seconds = ((performance.now() - answeredAt) / 1000).toFixed(1);
      this.#say(`${how} after ${seconds} s: ${await heardIn(recording)}`);
    } else if (reason === undefined) this.#say(`${how} before it was answered`);
    else this.#say(incoming ? `missed: ${other}` : `refused by ${other}: ${reason}`);
  }

  #say(text: string): void {
    const time = new Date().toTimeString().slice(0, 8);
    const line = `${this.name} ${time} ${text}`;
    this.#tell(line.replace(/, written to .*/, ''));
    this.told(`${line}\n`);
  }
}

/** Its tone, and silence behind it. */
function said({ sayHz, sayMs = LONGEST_CALL_MS }: HandsetOptions): Sound {
  const sound = sine(0, LONGEST_CALL_MS);
  if (sayHz !== undefined) sound.samples.set(sine(sayHz, Math.min(sayMs, LONGEST_CALL_MS)).samples);
  return sound;
}

function callerText(name: string, number: string): string {
  if (number === '' || number === 'anonymous') return /^(Anonymous)?$/.test(name) ? 'somebody unknown' : name;
  return name === '' ? number : `${name} <${number}>`;
}

/** What is in a recording, in the words of `asterism phone`. */
async function heardIn(recording: string | undefined): Promise<string> {
  if (recording === undefined) return 'heard 0.0 s';
  await until(() => isComplete(recording), 2000).catch(() => {});
  const heardMs = await measureHeard(recording);
  return `heard ${(heardMs / 1000).toFixed(1)} s${heardMs > 0 ? `, written to ${recording}` : ''}`;
}

/** Whether a wav file has been closed: then its header knows its length. */
function isComplete(path: string): boolean {
  const bytes = readFileSync(path);
  return bytes.length >= 8 && bytes.readUInt32LE(4) === bytes.length - 8;
}
