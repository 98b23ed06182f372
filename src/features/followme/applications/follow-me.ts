import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bridgeTwoParties } from '../../../channel/bridge/two-party.ts';
import { type Call, end, type Outcome } from '../../../channel/call.ts';
import { cause } from '../../../channel/cause.ts';
import type { Channel } from '../../../channel/channel.ts';
import { showIndication, stopTone } from '../../../channel/prompt/background-tone.ts';
import { playPrompts } from '../../../channel/prompt/play.ts';
import { recordMessage } from '../../../channel/prompt/record.ts';
import { type OptionsGiven, options, text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { runPredial } from '../../../extend/predial.ts';
import { eventsPort } from '../../../pbx/ports/events.ts';
import { mediaPort } from '../../../pbx/ports/media.ts';
import { musicPort } from '../../../pbx/ports/music.ts';
import { promptsPort, tonesPort } from '../../../pbx/ports/prompts.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { hunt } from '../hunt.ts';
import type { Profile } from '../profiles.ts';
import { profilesPort } from '../profiles-port.ts';

const OPTIONS = {
  a: { doc: 'records the name of the caller, who is announced by it' },
  b: {
    doc: 'runs the subroutine b([[context^]exten^]priority[(args)]) on each called channel before it is called',
    parameter: 'required',
  },
  B: { doc: 'runs the subroutine B(…) on the calling channel first', parameter: 'required' },
  d: { doc: 'the caller is not asked to hold' },
  I: { doc: 'no changes of the connected party are told' },
  l: { doc: 'Local channels stay in the path' },
  N: {
    doc: 'answers the caller only when somebody takes the call; until then it rings, and a, d, n and s say nothing',
  },
  n: { doc: 'says that nobody could be found' },
  s: { doc: 'says first that the person is not at the desk' },
} as const;

type Given = OptionsGiven<keyof typeof OPTIONS & string>;

/** Looks for somebody under several numbers. */
export const application = defineApplication({
  name: 'FollowMe',
  module: 'app_followme',
  synopsis: 'Looks for somebody under the numbers of a profile, and joins the call to whoever takes it',
  description: [
    'The profile is a section of followme.conf. Its numbers are dialled in its context, step by step; whoever picks up is told of the call and takes it with 1 or declines it with 2, unless followme.conf names other digits.',
    'The call goes on with the next priority if nobody takes it; it ends when the one who did hangs up.',
  ],
  arguments: { profile: text('a section of followme.conf', { required: true }), options: options('how', OPTIONS) },
  withoutArgument: 'end',
  examples: ['same => n,FollowMe(ann,san)'],
  seeAlso: ['Dial'],
  async run(call, { profile: name, options: given }) {
    const profile = call.use(profilesPort).find(name);
    if (!profile) {
      call.warn(`Profile requested, ${name}, not found in the configuration.`);
      return undefined;
    }
    const before = given.parameter('B');
    if (before !== undefined) await runPredial(call, call.channel, before);
    const late = given.has('N') && !call.channel.isUp;
    const recording = join(call.use(systemPort).directories.spool, `followme.${call.channel.uniqueId}.wav`);
    try {
      const recordedName = late ? undefined : await greet(call, profile, given, recording);
      const taken = await hold(call, profile, late, () =>
        hunt(call, profile, { recordedName, keepLocal: given.has('l'), predial: given.parameter('b') }),
      );
      if (taken) return await joinTwo(call, taken, profile, given);
      if (given.has('n') && !late) await say(call, call.channel, profile.prompts.sorry_prompt);
      return undefined;
    } finally {
      rmSync(recording, { force: true });
    }
  },
});

function say(call: Call, channel: Channel, prompt: string): Promise<unknown> {
  if (prompt === '') return Promise.resolve();
  return playPrompts(channel, [prompt], { sounds: call.use(promptsPort), log: call.log, signal: call.signal });
}

/** Answers and says what the options want. @returns the file with the caller's name, where it was recorded. */
async function greet(call: Call, profile: Profile, given: Given, path: string): Promise<string | undefined> {
  if (!call.channel.isUp) await call.channel.answer();
  call.throwIfInterrupted();
  if (given.has('s')) await say(call, call.channel, profile.prompts.status_prompt);
  let recorded: string | undefined;
  if (given.has('a')) {
    await say(call, call.channel, 'vm-rec-name');
    await say(call, call.channel, 'beep');
    const outcome = await recordMessage(
      call.channel,
      { path, format: 'wav', maxMs: 5000, silenceMs: 2000, append: false, keepSilence: false },
      call.signal,
      (digit) => digit === '#',
    );
    await say(call, call.channel, 'auth-thankyou');
    recorded = outcome && path;
  }
  if (!given.has('d')) await say(call, call.channel, profile.prompts.pls_hold_prompt);
  return recorded;
}

/** Music while somebody is looked for; ringing where the call is not answered yet. */
async function hold<T>(call: Call, profile: Profile, late: boolean, search: () => Promise<T>): Promise<T> {
  const { channel } = call;
  const music = !late && call.has(musicPort) ? call.use(musicPort) : undefined;
  if (music) music.start(channel, { wanted: profile.musicClass });
  else showIndication(channel, 'ringing', call.has(tonesPort) ? call.use(tonesPort) : undefined);
  try {
    return await search();
  } finally {
    music?.stop(channel);
    if (!music) stopTone(channel);
  }
}

/** Joins the two until they part. */
async function joinTwo(call: Call, callee: Channel, profile: Profile, given: Given): Promise<Outcome> {
  const { channel } = call;
  try {
    await channel.answer(0);
    await say(call, channel, profile.prompts.connecting_prompt);
    if (!given.has('I')) {
      channel.setConnected(callee.parties.caller);
      channel.indicate('connected-line');
    }
    const house = { media: call.use(mediaPort), bus: call.use(eventsPort), clock: call.clock, log: call.log };
    await bridgeTwoParties(house, channel, callee, { signal: call.signal });
    return end();
  } finally {
    if (!callee.dialplan) callee.release(cause.normalClearing);
  }
}
