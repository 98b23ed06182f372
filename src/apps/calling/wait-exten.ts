import { type Call, end, goto, type Outcome } from '../../channel/call.ts';
import { startTone, stopTone } from '../../channel/prompt/background-tone.ts';
import { DigitStream } from '../../channel/prompt/digit-stream.ts';
import { raiseAt, waitForExtension } from '../../channel/prompt/wait-for-extension.ts';
import { scriptDigitKey } from '../../channel/script-digit.ts';
import { options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { musicPort } from '../../pbx/ports/music.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';
import { extensionsOf } from '../audio/_lib/extension-choice.ts';

/** Waits for the caller to dial an extension. */
export const application = defineApplication({
  name: 'WaitExten',
  module: 'pbx_builtins',
  synopsis: 'Waits for the caller to dial an extension',
  description: [
    'What is dialled is looked for in the current context; i and e answer for what is not there. When nothing is dialled in time, the next priority follows where there is one, else t, else e.',
  ],
  arguments: {
    seconds: text('how long; TIMEOUT(response) unless given'),
    options: options('what the caller hears meanwhile', {
      m: { doc: 'music of a class', parameter: 'optional' },
      d: { doc: 'the dial tone, or another tone of indications.conf', parameter: 'optional' },
    }),
  },
  examples: ['same => n,WaitExten(10)', 'same => n,WaitExten(,d)'],
  seeAlso: ['BackGround', 'TIMEOUT'],
  async run(call, { seconds, options: given }) {
    const { channel, clock, signal } = call;
    const wanted = Number.parseFloat(seconds);
    const waitMs = wanted > 0 ? wanted * 1000 : channel.timeouts.responseMs;
    const tone = given.has('d') && call.use(tonesPort).tone(given.parameter('d') || 'dial', channel.settings.toneZone);
    if (tone) startTone(channel, tone);
    const music = given.has('m') && call.has(musicPort) ? call.use(musicPort) : undefined;
    music?.start(channel, { wanted: given.parameter('m') });
    const digits = new DigitStream(channel);
    let first: string | undefined;
    try {
      first = await digits.next(clock, waitMs, signal);
    } finally {
      digits.close();
      if (tone) stopTone(channel);
      music?.stop(channel);
    }
    if (first === undefined) return afterTimeout(call);
    const script = channel.attachments.get(scriptDigitKey);
    if (script) {
      script.digit = first;
      return undefined;
    }
    const target = await waitForExtension(call, extensionsOf(call, channel.position.context), first);
    return target ? goto(target) : end();
  },
});

function afterTimeout(call: Call): Outcome {
  const { channel, log } = call;
  const { context, exten, priority } = channel.position;
  const choice = extensionsOf(call, context);
  const next = { context, exten, priority: priority + 1 };
  if (call.use(dialplanPort).exists(next, channel.parties.caller.number)) {
    log.verbose(3, `Timeout on ${channel.name}, continuing...`);
    return undefined;
  }
  if (choice.exists('t')) {
    log.verbose(3, `Timeout on ${channel.name}, going to 't'`);
    return goto({ context, exten: 't', priority: 1 });
  }
  if (choice.exists('e')) return goto(raiseAt(call, choice, 'RESPONSETIMEOUT'));
  log.warning(`Timeout but no rule 't' or 'e' in context '${context}'`);
  return end();
}
