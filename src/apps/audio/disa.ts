import { readFileSync } from 'node:fs';
import { messageOf } from '../../base/errors.ts';
import { type Call, end, goto, type Outcome } from '../../channel/call.ts';
import { parseCallerId } from '../../channel/party.ts';
import { startTone, stopTone } from '../../channel/prompt/background-tone.ts';
import { DigitStream } from '../../channel/prompt/digit-stream.ts';
import { refuseCall } from '../../channel/prompt/refuse.ts';
import { options, text } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { mailboxesPort } from '../../pbx/ports/mailboxes.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';
import { extensionsOf } from './_lib/extension-choice.ts';

const NO_PASSWORD = 'no-password';
const USUAL_CONTEXT = 'disa';

/** Where somebody may dial, and as who. */
interface Access {
  readonly context: string;
  readonly callerId: string;
  readonly mailbox: string;
}

/** Lets a caller from outside dial as if he were inside. */
export const application = defineApplication({
  name: 'DISA',
  module: 'app_disa',
  synopsis: 'Gives a caller a dial tone, after a password, to dial as if from inside',
  description: [
    'The password is followed by the pound key. A password that is a path is a file with one line for each: password[,context[,caller id[,mailbox]]].',
    'Whoever knows the password calls at your cost: give it only a context that leads where such callers may call.',
  ],
  arguments: {
    password: text('the password, no-password, or the path of a file with passwords', { required: true }),
    context: text('where the caller dials; disa unless given'),
    callerId: text('the caller id of the call from then on'),
    mailbox: text('box[@context] whose new messages make the dial tone stutter'),
    options: options('how to ask', {
      n: { doc: 'do not answer the call first' },
      p: { doc: 'the pound key ends the number' },
    }),
  },
  withoutArgument: 'end',
  examples: ['same => n,DISA(no-password,internal)', 'same => n,DISA(4321,internal,,,p)'],
  seeAlso: ['Authenticate', 'VMAuthenticate'],
  async run(call, { password, context, callerId, mailbox, options: given }) {
    const { channel } = call;
    if (!channel.isUp && !given.has('n')) await channel.answer();
    call.throwIfInterrupted();
    let access: Access | undefined = { context: context || USUAL_CONTEXT, callerId, mailbox };
    if (password.toLowerCase() !== NO_PASSWORD) {
      const entered = await dialled(call, 'dial', (digits) => digits.endsWith('#'));
      access = accessOf(call, password, entered.replace(/#$/, ''), access);
    }
    if (!access) {
      call.log.notice(`${channel.name}: DISA was given a wrong password`);
      return refuse(call);
    }
    return dialOn(call, access, given.has('p'));
  },
});

/** What the password opens; undefined for a wrong one. */
function accessOf(call: Call, password: string, entered: string, usual: Access): Access | undefined {
  if (/^\d+$/.test(password)) return entered === password ? usual : undefined;
  let lines: string[];
  try {
    lines = readFileSync(password, 'utf8').split(/\r?\n/);
  } catch (error) {
    call.log.warning(`DISA password file ${password} cannot be read: ${messageOf(error)}`);
    return undefined;
  }
  for (const line of lines) {
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const [secret = '', context = '', callerId = '', mailbox = ''] = splitArguments(line);
    if (secret.trim().toLowerCase() !== NO_PASSWORD && secret.trim() !== entered) continue;
    return {
      context: context || usual.context,
      callerId: callerId || usual.callerId,
      mailbox: mailbox || usual.mailbox,
    };
  }
  return undefined;
}

async function dialOn(call: Call, access: Access, poundEnds: boolean): Promise<Outcome> {
  const { channel } = call;
  const choice = extensionsOf(call, access.context);
  const news = access.mailbox !== '' && call.has(mailboxesPort) && call.use(mailboxesPort).counts(access.mailbox);
  const tone = news && news.unheard + news.urgent > 0 ? 'dialrecall' : 'dial';
  const entered = await dialled(call, tone, (digits) =>
    poundEnds && digits.endsWith('#') ? true : !choice.matchMore(digits),
  );
  const exten = poundEnds ? entered.replace(/#$/, '') : entered;
  const known = choice.exists(exten);
  if (!known && !choice.exists('i')) {
    call.log.notice(`${channel.name}: '${exten}' is no extension of '${access.context}' that DISA could dial`);
    return refuse(call);
  }
  if (access.callerId !== '') channel.setCaller({ ...channel.parties.caller, ...parseCallerId(access.callerId) });
  if (!known) call.set('INVALID_EXTEN', exten);
  return goto({ context: access.context, exten: known ? exten : 'i', priority: 1 });
}

/** Plays a dial tone until the first digit and reads until `enough`, or until none comes in time. */
async function dialled(call: Call, toneName: string, enough: (digits: string) => boolean): Promise<string> {
  const { channel, clock, signal } = call;
  const tone = call.use(tonesPort).tone(toneName, channel.settings.toneZone);
  if (tone) startTone(channel, tone);
  const stream = new DigitStream(channel);
  let digits = '';
  try {
    for (;;) {
      const { digitMs, responseMs } = channel.timeouts;
      const digit = await stream.next(clock, digits === '' ? responseMs : digitMs, signal);
      if (tone) stopTone(channel);
      if (digit === undefined) return digits;
      digits += digit;
      if (enough(digits)) return digits;
    }
  } finally {
    if (tone) stopTone(channel);
    stream.close();
  }
}

/** Congestion for as long as the caller listens. */
async function refuse(call: Call): Promise<Outcome> {
  await refuseCall(call, 'congestion', call.use(tonesPort));
  return end();
}
