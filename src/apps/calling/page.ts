import { randomInt } from 'node:crypto';
import type { Call } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import { list, options, secondsAsMs } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { runPredial } from '../../extend/predial.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { originatorPort } from '../../pbx/ports/originator.ts';
import { playOn } from '../audio/_lib/prompts.ts';

/** As long as a call may ring that nobody limits. */
const DAY_MS = 86_400_000;

/**
 * Speaks to many phones at once. @see observed: Asterisk 16, which makes a conference of ConfBridge() for each page and sets its
 * profiles by CONFBRIDGE().
 */
export const application = defineApplication({
  name: 'Page',
  module: 'app_page',
  synopsis: 'Speaks to many phones at once',
  description: [
    'Calls every device. Who answers hears the caller, and speaks only with option d. It is over for all when the caller leaves. Which phones pick up by themselves is theirs to know: set what they want with option b, for example by a header.',
  ],
  arguments: {
    devices: list('TECH/resource, joined by &', { required: true }),
    options: options('how to call', {
      b: {
        doc: 'run the subroutine b([[context^]exten^]priority[(args)]) on each called channel first',
        parameter: 'required',
      },
      B: { doc: 'run the subroutine B(…) on this channel first', parameter: 'required' },
      d: { doc: 'everybody may speak' },
      i: { doc: 'phones that forward are not followed' },
      q: { doc: 'no beep for the caller' },
      r: { doc: 'record it, as ConfBridge() does' },
      s: { doc: 'only devices that are not in use' },
      A: { doc: 'play the prompt in brackets to all first', parameter: 'required' },
      n: { doc: 'with A: not to the caller' },
    }),
    timeout: secondsAsMs('how long the devices may ring; no limit if left out'),
  },
  withoutArgument: 'end',
  examples: ['same => n,Page(SIP/100&SIP/101,d,20)', 'same => n,Page(SIP/100&SIP/101,A(fire-alarm)n)'],
  seeAlso: ['ConfBridge'],
  async run(call, { devices, options: given, timeout }) {
    const wanted = devices.filter((device) => isThere(call, device, given.has('s')));
    const room = String(randomInt(1_000_000, 2 ** 31));
    const before = given.parameter('B');
    if (before !== undefined) await runPredial(call, call.channel, before);
    const announcement = given.parameter('A');
    const user = { quiet: 'yes', end_marked: 'yes' };
    const paged = {
      ...user,
      startmuted: given.has('d') ? 'no' : 'yes',
      ...(announcement !== undefined && { announcement }),
    };
    const bridge = profile('bridge', { record_conference: given.has('r') ? 'yes' : 'no' });
    const routine = given.parameter('b');
    const over = new AbortController();
    for (const dialString of wanted)
      void call.use(originatorPort).originate({
        dialString,
        to: { kind: 'application', application: 'ConfBridge', data: room },
        timeoutMs: timeout ?? DAY_MS,
        caller: call.channel.parties.caller,
        requestor: call.channel,
        signal: over.signal,
        followsForwards: !given.has('i'),
        // whoever is first makes the conference
        variables: [...bridge, ...profile('user', paged)],
        prepare: async (channel: Channel) => {
          // nobody's call but the speaker's, whose record tells of it
          channel.originated = false;
          if (routine !== undefined) await runPredial(call, channel, routine);
        },
      });
    try {
      if (!given.has('q') && !call.channel.isUp) await call.channel.answer();
      if (!given.has('q')) await playOn(call, ['beep']);
      const speaker = {
        ...user,
        marked: 'yes',
        ...(announcement !== undefined && !given.has('n') && { announcement }),
      };
      const dialplan = call.use(dialplanPort);
      for (const [name, value] of [...bridge, ...profile('user', speaker)]) await dialplan.assign(call, name, value);
      return await dialplan.execute(call, 'ConfBridge', room);
    } finally {
      over.abort(new Error('the page is over'));
    }
  },
});

/** What CONFBRIDGE() is set to, in order: the usual profile first. */
function profile(kind: 'user' | 'bridge', values: Readonly<Record<string, string>>): Array<readonly [string, string]> {
  return [
    [`CONFBRIDGE(${kind},template)`, `default_${kind}`],
    ...Object.entries(values).map(([option, value]) => [`CONFBRIDGE(${kind},${option})`, value] as const),
  ];
}

/** Whether a device is to be called; what cannot be one is told. */
function isThere(call: Call, device: string, onlyIdle: boolean): boolean {
  if (device === '') return false;
  if (!device.includes('/')) {
    call.log.warning(`Incomplete destination: '${device}' supplied.`);
    return false;
  }
  if (!onlyIdle) return true;
  const state = call.use(deviceStatesPort).state(device);
  if (state === 'NOT_INUSE' || state === 'UNKNOWN') return true;
  call.log.verbose(2, `Destination '${device}' has device state '${state}'. Paging only those that are idle.`);
  return false;
}
