import { readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { messageOf } from '../base/errors.ts';
import type { PlayItem } from '../media/facade.ts';
import { formatOfExtension } from '../media/format/open-reader.ts';
import { type KeyPress, parseKeyPresses } from '../phone/key-presses.ts';

/** What `asterism phone` is asked for. */
export interface PhoneArguments {
  /** The phone's name, by which its secret is looked up. */
  name: string;
  /** Its user at the registrar; the name unless given. */
  user?: string;
  secret?: string;
  registrar?: { host: string; port: number };
  protocol: 'UDP' | 'TCP';
  port?: number;
  config?: string;
  state?: string;
  record?: string;
  dial?: string;
  say?: PlayItem[];
  answerAfterMs?: number;
  hangUpAfterMs?: number;
  digits?: readonly KeyPress[];
  register: boolean;
  once: boolean;
  quiet: boolean;
  mute: boolean;
}

/** Takes one value; a string says what is wrong with it. */
type Taker = (into: PhoneArguments, value: string) => string | undefined;

const VALUES: Readonly<Record<string, Taker>> = {
  registrar: (into, value) => {
    const match = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(value);
    if (!match?.[1]) return 'is no HOST[:PORT]';
    into.registrar = { host: match[1].replace(/^\[|\]$/g, ''), port: Number(match[2] ?? 5060) };
    return undefined;
  },
  user: (into, value) => void (into.user = value),
  secret: (into, value) => void (into.secret = value),
  'secret-file': (into, value) => {
    try {
      into.secret = readFileSync(value, 'utf8').split(/\r?\n/)[0] ?? '';
      return undefined;
    } catch (error) {
      return `cannot be read: ${messageOf(error)}`;
    }
  },
  port: (into, value) => {
    into.port = Number(value);
    return /^\d{1,5}$/.test(value) && into.port < 65_536 ? undefined : 'is no port';
  },
  config: (into, value) => void (into.config = value),
  state: (into, value) => void (into.state = value),
  record: (into, value) => void (into.record = resolve(value)),
  dial: (into, value) => void (into.dial = value),
  say: (into, value) => {
    const item = sayItem(value);
    if (item) into.say = [item];
    return item ? undefined : 'is neither a frequency in Hz nor a sound file that can be played';
  },
  'answer-after': (into, value) => {
    into.answerAfterMs = Number(value) * 1000;
    return isSeconds(value);
  },
  'hangup-after': (into, value) => {
    into.hangUpAfterMs = Number(value) * 1000;
    return isSeconds(value);
  },
  digits: (into, value) => {
    const digits = parseKeyPresses(value);
    if (digits) into.digits = digits;
    return digits ? undefined : 'has more in it than 0-9 * # A-D, w and W';
  },
};

const FLAGS: Readonly<Record<string, (into: PhoneArguments) => void>> = {
  tcp: (into) => void (into.protocol = 'TCP'),
  once: (into) => void (into.once = true),
  quiet: (into) => void (into.quiet = true),
  mute: (into) => void (into.mute = true),
  'no-register': (into) => void (into.register = false),
};

/** Reads what follows `phone` on the command line; a string says what is wrong with it. */
export function parsePhoneArguments(args: readonly string[]): PhoneArguments | string {
  const parsed: PhoneArguments = { name: '', protocol: 'UDP', register: true, once: false, quiet: false, mute: false };
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('--')) {
      if (parsed.name !== '') return `one name is enough: ${word}`;
      parsed.name = word;
      continue;
    }
    const [option = '', inline] = word.slice(2).split(/=(.*)/s);
    const flag = FLAGS[option];
    const take = VALUES[option];
    if (flag && inline === undefined) flag(parsed);
    else if (take) {
      const value = inline ?? rest.shift();
      if (value === undefined) return `--${option} needs a value`;
      const wrong = take(parsed, value);
      if (wrong !== undefined) return `--${option}: '${option === 'secret' ? '…' : value}' ${wrong}`;
    } else return `there is no option --${option}`;
  }
  return parsed.name === '' ? 'the name of the phone is missing' : parsed;
}

function isSeconds(value: string): string | undefined {
  return /^\d{1,6}(\.\d+)?$/.test(value) ? undefined : 'is no number of seconds';
}

/** A tone of so many Hz for ever, or a file once. */
function sayItem(text: string): PlayItem | undefined {
  const frequency = /^(\d{2,4})(?:Hz)?$/i.exec(text)?.[1];
  if (frequency !== undefined) {
    const tone = { frequency1Hz: Number(frequency), frequency2Hz: 0, modulate: false, durationMs: 0, once: false };
    return { kind: 'tone', tone: [tone], loop: true };
  }
  return formatOfExtension(extname(text)) === undefined ? undefined : { kind: 'file', path: resolve(text) };
}
