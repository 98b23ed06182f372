import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { lastItem, sectionsNamed } from '../config/config-file.ts';
import { readConfig } from '../config/read-config.ts';
import { openMediaEngine } from '../media/worker/open-engine.ts';
import { systemNetwork } from '../net/node-network.ts';
import { configSource } from '../pbx/instance-place.ts';
import { Phone } from '../phone/phone.ts';
import type { Output } from './output.ts';
import { placeOf } from './place.ts';
import { soundCard } from './sound-card.ts';

const USAGE = `usage: asterism phone NAME [--config DIR] [--state DIR] [--server HOST[:PORT]] [--secret SECRET]
                           [--port PORT] [--answer SECONDS] [--dial EXTENSION] [--folder DIR]

A SIP phone on this terminal. Without --secret it is the one that the sip.conf of --config (else of the first call) gives NAME.
Keys: a answers, h hangs up, 0-9 * # send digits, d 100 Enter dials 100, q ends.
--answer picks up by itself after so many seconds; what is heard is written to --folder as wav files.
`;

interface PhoneArguments {
  readonly name: string;
  readonly options: ReadonlyMap<string, string>;
}

const OPTIONS = ['config', 'state', 'server', 'secret', 'port', 'answer', 'dial', 'folder'];

/** `asterism phone NAME`. @returns the exit code: 1 where it cannot start, 2 where the command was used wrongly. */
export async function phone(args: readonly string[], output: Output): Promise<number> {
  const parsed = parse(args);
  if (!parsed) {
    output.err(USAGE);
    return 2;
  }
  const { name, options } = parsed;
  const config = options.get('config');
  const state = options.get('state');
  const place = placeOf({ ...(config !== undefined && { config }), ...(state !== undefined && { state }) });
  const secret = options.get('secret') ?? secretOf(name, place);
  if (secret === undefined) {
    output.err(`asterism phone: sip.conf has no phone '${name}' with a secret; give one with --secret\n`);
    return 1;
  }
  const folder = resolve(options.get('folder') ?? join(place.state, 'phone'));
  mkdirSync(folder, { recursive: true });
  const [host = '127.0.0.1', port = '5060'] = (options.get('server') ?? '').split(':');
  const server = { host: host === '' ? '127.0.0.1' : host, port: Number(port) };
  const answer = options.get('answer');
  const media = await openMediaEngine({
    rtpStart: 40_000,
    rtpEnd: 40_999,
    onFault: (message) => output.err(`${message}\n`),
  });
  const opened = await Phone.open({
    network: systemNetwork,
    clock: systemClock,
    media,
    local: { host: systemNetwork.sourceAddressFor(server.host), port: Number(options.get('port') ?? 0) },
    server,
    user: name,
    secret,
    answerAfterMs: answer === undefined ? undefined : Number(answer) * 1000,
    folder,
    tell: (step) => output.out(`${name} ${step}\n`),
    ...soundCard(),
  });
  if (typeof opened === 'string') {
    output.err(`asterism phone: ${opened}\n`);
    await media.close();
    return 1;
  }
  await useByKeyboard(opened, options.get('dial'), output);
  await opened.close();
  await systemClock.sleep(200); // the last messages are on their way
  await media.close();
  return 0;
}

function parse(args: readonly string[]): PhoneArguments | undefined {
  const options = new Map<string, string>();
  let name: string | undefined;
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('--')) {
      if (name !== undefined) return undefined;
      name = word;
      continue;
    }
    const [option = '', inline] = word.slice(2).split(/=(.*)/s);
    const value = inline ?? rest.shift();
    if (!OPTIONS.includes(option) || value === undefined) return undefined;
    options.set(option, value);
  }
  return name === undefined ? undefined : { name, options };
}

/** The secret that sip.conf gives a phone. */
function secretOf(name: string, place: Parameters<typeof configSource>[0]): string | undefined {
  const file = readConfig(configSource(place), 'sip.conf');
  return sectionsNamed(file, name)
    .map((section) => lastItem(section, 'secret')?.value.text)
    .findLast((secret) => secret !== undefined);
}

/** Does what the keys say until `q`, Ctrl-C or the end of input. */
async function useByKeyboard(phone: Phone, dial: string | undefined, output: Output): Promise<void> {
  const { stdin } = process;
  const ended = Promise.withResolvers<void>();
  let number: string | undefined;
  const press = (key: string): void => {
    if (number !== undefined) {
      if (key === '\r' || key === '\n') {
        output.out('\n');
        phone.dial(number.trim());
        number = undefined;
      } else {
        number += key;
        if (stdin.isTTY) output.out(key);
      }
    } else if (/^[0-9*#A-D]$/.test(key)) phone.press(key);
    else if (key === 'a') phone.answer();
    else if (key === 'h') phone.hangUp();
    else if (key === 'd') {
      number = '';
      output.out('dial: ');
    } else if (key === 'q' || key === '\x03' || key === '\x04') ended.resolve();
  };
  if (stdin.isTTY) stdin.setRawMode(true);
  stdin.on('data', (chunk: Buffer) => {
    for (const key of chunk.toString('utf8')) press(key);
  });
  process.once('SIGINT', () => ended.resolve());
  process.once('SIGTERM', () => ended.resolve());
  if (dial !== undefined) {
    for (let waited = 0; !phone.registered && waited < 5000; waited += 50) await systemClock.sleep(50);
    phone.dial(dial);
  }
  await ended.promise;
  if (stdin.isTTY) stdin.setRawMode(false);
  stdin.pause();
}
