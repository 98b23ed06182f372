import { type Call, end, goto, type Outcome } from '../../channel/call.ts';
import { DigitStream } from '../../channel/prompt/digit-stream.ts';
import { parseArguments, rest, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { musicPort } from '../../pbx/ports/music.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';
import { playOn } from '../audio/_lib/prompts.ts';
import { dialArguments } from './_lib/dial-options.ts';
import { runDial } from './_lib/dial-run.ts';

const USUAL_PAUSE_MS = 10_000;

/** Calls again and again until somebody answers. */
export const application = defineApplication({
  name: 'RetryDial',
  module: 'app_dial',
  synopsis: 'Calls as Dial() does, and again after a pause when nobody answers',
  description: [
    'After each attempt that fails the announcement is played and the pause follows, with music. A digit in the pause that is an extension of EXITCONTEXT, or else of the current context, leads there; any other begins the next attempt at once.',
  ],
  arguments: {
    announcement: text('the prompt after an attempt that failed'),
    pause: text('seconds between two attempts; 10 unless at least 1 is given'),
    retries: text('how many attempts; 0 without end'),
    dial: rest('the arguments of Dial()'),
  },
  results: { DIALSTATUS: 'that of the last attempt; Dial() tells what else is set' },
  examples: ['same => n,RetryDial(please-hold,5,3,SIP/alice,20)'],
  seeAlso: ['Dial'],
  async run(call, { announcement, pause, retries, dial }) {
    if (dial === '') {
      call.log.error('RetryDial requires a 4th argument (dialdata)');
      return end();
    }
    const { values, faults } = parseArguments(dialArguments, dial);
    for (const fault of faults) call.warn(`RetryDial ${fault.message}`);
    const audible = announcement !== '' && call.use(promptsPort).exists(announcement, call.channel.settings.language);
    if (announcement !== '' && !audible)
      call.log.warning(`Announce file "${announcement}" specified in Retrydial does not exist`);
    const attempts = Number.parseInt(retries, 10) || Number.POSITIVE_INFINITY;
    const pauseMs = (Number.parseInt(pause, 10) || 0) >= 1 ? Number.parseInt(pause, 10) * 1000 : USUAL_PAUSE_MS;
    call.channel.position.applicationData = 'Retrying';
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const outcome = await runDial(call, values.destinations, values.timeout, values.options);
      if (outcome !== undefined || call.get('DIALEDPEERNAME') !== '') return outcome;
      if (audible) await playOn(call, [announcement], { interruptedBy: () => values.options.has('d') });
      const target = await pauseFor(call, pauseMs);
      if (target) return target;
    }
    return undefined;
  },
});

/** Waits with music; a digit ends that, and leads away if it is an extension. */
async function pauseFor(call: Call, pauseMs: number): Promise<Outcome> {
  const { channel } = call;
  const digits = new DigitStream(channel);
  const music = call.has(musicPort) ? call.use(musicPort) : undefined;
  music?.start(channel);
  try {
    const exten = await digits.next(call.clock, pauseMs, call.signal);
    if (exten === undefined) return undefined;
    const context = call.get('EXITCONTEXT') || channel.position.context;
    const target = { context, exten, priority: 1 };
    return call.use(dialplanPort).exists(target, channel.parties.caller.number) ? goto(target) : undefined;
  } finally {
    music?.stop(channel);
    digits.close();
  }
}
