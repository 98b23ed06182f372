import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { messageOf } from '../../base/errors.ts';
import { type Call, end } from '../../channel/call.ts';
import { type OptionsGiven, options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { databasePort } from '../../pbx/ports/database.ts';
import { askDigits } from './_lib/ask-digits.ts';
import { playOn } from './_lib/prompts.ts';

const ATTEMPTS = 3;
const MOST_DIGITS = 254;
/** The file cannot be read: the same prompt is asked again. */
const NO_FILE = Symbol('no file');

type Options = OptionsGiven<'a' | 'd' | 'm' | 'r'>;

/** Lets through only who knows a password. */
export const application = defineApplication({
  name: 'Authenticate',
  module: 'app_authenticate',
  synopsis: 'Lets through only who enters the password',
  description: [
    'Answers the call, and ends it after three wrong passwords. A password that begins with a slash is a file with one password a line, or a family of the database with option d.',
  ],
  arguments: {
    password: text('the password, a file, or /family of the database', { required: true }),
    options: options('how to look it up', {
      a: { doc: 'the password becomes the account code; with m, the account of the password does' },
      d: { doc: 'the password is a key of the database; its value does not matter' },
      m: { doc: 'the lines of the file are account:MD5 of the password' },
      r: { doc: 'with d: delete the key' },
    }),
    maxDigits: text('enough once so many digits have come; else the pound key ends the input'),
    prompt: text('what is asked first; agent-pass unless given'),
  },
  withoutArgument: 'end',
  examples: ['same => n,Authenticate(4321)', 'same => n,Authenticate(/etc/asterisk/pins,a,4)'],
  seeAlso: ['VMAuthenticate', 'DISA'],
  async run(call, { password, options: given, maxDigits, prompt }) {
    if (!call.channel.isUp) await call.channel.answer();
    const most = Number.parseInt(maxDigits, 10);
    let asking = prompt || 'agent-pass';
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const entered = await askDigits(call, {
        prompts: [asking],
        maxDigits: most > 0 && most < MOST_DIGITS ? most : MOST_DIGITS,
      });
      const account = accountOf(call, password, entered, given);
      if (account === NO_FILE) continue;
      if (account !== undefined) {
        if (given.has('a')) call.channel.update({ accountCode: account });
        await playOn(call, ['auth-thankyou']);
        return undefined;
      }
      asking = 'auth-incorrect';
    }
    await playOn(call, ['vm-goodbye']);
    return end();
  },
});

/** The account that a password stands for; undefined where it is wrong. */
function accountOf(call: Call, wanted: string, entered: string, given: Options): string | typeof NO_FILE | undefined {
  if (!wanted.startsWith('/')) return entered === wanted ? entered : undefined;
  if (given.has('d')) {
    const database = call.use(databasePort);
    const family = wanted.slice(1);
    if (entered === '' || database.get(family, entered) === undefined) return undefined;
    if (given.has('r')) database.delete(family, entered);
    return entered;
  }
  const lines = linesOf(call, wanted);
  if (!lines) return NO_FILE;
  if (!given.has('m')) return lines.includes(entered) && entered !== '' ? entered : undefined;
  const digest = createHash('md5').update(entered).digest('hex');
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon >= 0 && line.slice(colon + 1).toLowerCase() === digest) return line.slice(0, colon);
  }
  return undefined;
}

function linesOf(call: Call, path: string): string[] | undefined {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/);
  } catch (error) {
    call.log.warning(`Unable to open file '${path}' for authentication: ${messageOf(error)}`);
    return undefined;
  }
}
