import { type Call, end, type Outcome } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import { type OptionsGiven, options, text } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { runPredial } from '../../extend/predial.ts';
import {
  type OriginateReason,
  type OriginateRequest,
  type OriginateTarget,
  originatorPort,
} from '../../pbx/ports/originator.ts';

const USUAL_TIMEOUT_S = 30;

const STATUS: Readonly<Record<OriginateReason, string>> = {
  0: 'FAILED',
  1: 'HANGUP',
  3: 'RINGING',
  5: 'BUSY',
  8: 'CONGESTION',
};

type Options = OptionsGiven<'a' | 'b' | 'B' | 'C' | 'c' | 'n' | 'v'>;

/** Places a call of its own. */
export const application = defineApplication({
  name: 'Originate',
  module: 'app_originate',
  synopsis: 'Places a call and connects it to an extension or an application',
  description: [
    'Waits until the call is answered or has failed, and goes on then; the new call goes its own way. When a call to an extension fails, the extension failed of its context runs.',
  ],
  arguments: {
    dialString: text('TECH/resource to be called', { required: true }),
    type: text('app or exten', { required: true }),
    first: text('the application, or the context', { required: true }),
    second: text('the application’s arguments, or the extension (s unless given)'),
    third: text('the priority (1 unless given)'),
    timeout: text('seconds to ring; 30 unless given'),
    options: options('how to call', {
      a: { doc: 'go on at once' },
      b: {
        doc: 'run the subroutine b([[context^]exten^]priority[(args)]) on the new channel first',
        parameter: 'required',
      },
      B: { doc: 'run the subroutine B(…) on this channel first', parameter: 'required' },
      C: { doc: 'the codecs to offer', parameter: 'required' },
      c: { doc: 'the caller’s number to show', parameter: 'required' },
      n: { doc: 'the caller’s name to show', parameter: 'required' },
      v: { doc: 'variables of the new channel: v(name=value[^name=value…])', parameter: 'required' },
    }),
  },
  withoutArgument: 'end',
  results: { ORIGINATE_STATUS: 'SUCCESS, FAILED, BUSY, CONGESTION, HANGUP, RINGING (nobody answered)' },
  examples: [
    'same => n,Originate(SIP/alice,exten,default,100,1,20)',
    'same => n,Originate(SIP/alice,app,Playback,hello-world,,,a)',
  ],
  async run(call, { dialString, type, first, second, third, timeout, options: given }) {
    if (!dialString.includes('/')) return refuse(call, `Channel Tech/Data invalid: '${dialString}'`);
    const to = targetOf(type, first, second, third);
    if (typeof to === 'string') return refuse(call, to);
    const before = given.parameter('B');
    if (before !== undefined) await runPredial(call, call.channel, before);
    const placing = call.use(originatorPort).originate({
      dialString,
      to,
      timeoutMs: seconds(call, timeout) * 1000,
      failedExtension: true,
      ...presets(call, given),
      ...(!given.has('a') && { signal: call.signal }),
    });
    if (given.has('a')) {
      call.set('ORIGINATE_STATUS', 'SUCCESS');
      return undefined;
    }
    const result = await placing;
    call.set('ORIGINATE_STATUS', result.answered ? 'SUCCESS' : STATUS[result.reason]);
    call.throwIfInterrupted();
    return undefined;
  },
});

function refuse(call: Call, why: string): Outcome {
  call.log.error(why);
  return end();
}

function targetOf(type: string, first: string, second: string, third: string): OriginateTarget | string {
  switch (type.toLowerCase()) {
    case 'app':
      return { kind: 'application', application: first, data: second };
    case 'exten': {
      const priority = third === '' ? 1 : Number.parseInt(third, 10);
      if (!(priority > 0)) return `Invalid priority: '${third}'`;
      return { kind: 'extension', target: { context: first, exten: second || 's', priority } };
    }
    default:
      return `Incorrect type, it should be 'exten' or 'app': ${type}`;
  }
}

function seconds(call: Call, written: string): number {
  if (written === '') return USUAL_TIMEOUT_S;
  const value = Number.parseFloat(written);
  if (value > 0) return value;
  call.log.notice(`Invalid timeout: '${written}'. Setting timeout to ${USUAL_TIMEOUT_S} seconds`);
  return USUAL_TIMEOUT_S;
}

/** What the options give the new channel. */
function presets(call: Call, given: Options): Partial<OriginateRequest> {
  const number = given.parameter('c');
  const name = given.parameter('n');
  const codecs = given.parameter('C');
  const variables = given.parameter('v');
  const routine = given.parameter('b');
  return {
    ...((number || name) && { caller: { ...(number && { number }), ...(name && { name }) } }),
    ...(codecs && { codecs: splitArguments(codecs) }),
    ...(variables && { variables: variables.split('^').flatMap(assignment) }),
    ...(routine && { prepare: (channel: Channel) => runPredial(call, channel, routine) }),
  };
}

function assignment(written: string): Array<readonly [name: string, value: string]> {
  const equals = written.indexOf('=');
  return equals < 0 ? [] : [[written.slice(0, equals).trim(), written.slice(equals + 1)]];
}
