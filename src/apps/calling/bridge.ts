import { borrowChannel } from '../../channel/bridge/borrow.ts';
import { grantRights } from '../../channel/bridge/feature-rights.ts';
import { endStay } from '../../channel/bridge/guest.ts';
import { bridgeTwoParties } from '../../channel/bridge/two-party.ts';
import type { Call, Outcome } from '../../channel/call.ts';
import { cause } from '../../channel/cause.ts';
import type { Channel } from '../../channel/channel.ts';
import { findByBeginning } from '../../channel/find-channel.ts';
import { type OptionsGiven, type OptionTable, options, text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { targetOf } from '../../extend/predial.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { bridgeHouse } from './_lib/bridge-house.ts';
import { rightsOf } from './_lib/dial-options.ts';
import { LimitPrompts, parseTimeLimit, playTo } from './_lib/time-limit.ts';

const optionTable = {
  F: { doc: 'when the caller hangs up the other goes on there, or after the Bridge()', parameter: 'optional' },
  h: { doc: 'the other may hang up by digits' },
  H: { doc: 'the caller may hang up by digits' },
  k: { doc: 'the other may park by digits' },
  K: { doc: 'the caller may park by digits' },
  L: { doc: 'at most so many milliseconds, with warnings: L(max[:warn[:repeat]])', parameter: 'required' },
  n: { doc: 'accepted: the caller is always answered' },
  p: { doc: 'a beep for the other first' },
  S: { doc: 'hang up after so many seconds', parameter: 'required' },
  t: { doc: 'the other may transfer by digits' },
  T: { doc: 'the caller may transfer by digits' },
  w: { doc: 'the other may record by digits' },
  W: { doc: 'the caller may record by digits' },
  x: { doc: 'hang the other up afterwards, instead of letting its dialplan go on' },
} as const satisfies OptionTable;

type Options = OptionsGiven<Extract<keyof typeof optionTable, string>>;

/** Talks to a channel that is there already. */
export const application = defineApplication({
  name: 'Bridge',
  module: 'bridge_builtin_features',
  synopsis: 'Joins the call with another channel that is up',
  description: [
    'The other is taken out of what it does. When the two part, each goes on with the next priority of its own dialplan; one that runs none is hung up.',
  ],
  arguments: {
    channel: text('its name, the beginning of it, or its unique id'),
    options: options('how to join them', optionTable),
  },
  results: { BRIDGERESULT: 'SUCCESS, FAILURE, LOOP (the same channel), NONEXISTENT' },
  examples: ['same => n,Bridge(SIP/alice-00000001,p)'],
  seeAlso: ['BridgeAdd', 'BridgeWait'],
  async run(call, { channel: name, options: given }) {
    const result = (value: string): Outcome => {
      call.set('BRIDGERESULT', value);
      return undefined;
    };
    const other = findByBeginning(call.use(channelsPort), name);
    if (!other) {
      call.log.verbose(4, `Bridge failed because channel '${name}' does not exist`);
      return result('NONEXISTENT');
    }
    if (other === call.channel) {
      call.log.warning(`Unable to bridge channel ${other.name} with itself`);
      return result('LOOP');
    }
    if (!call.channel.isUp) await call.channel.answer(0);
    call.throwIfInterrupted();
    if (!(await borrowChannel(other))) {
      call.log.verbose(4, `Bridge failed because channel '${other.name}' cannot be had`);
      return result('FAILURE');
    }
    await talk(call, other, given);
    return result('SUCCESS');
  },
});

/** Joins the two until they part, and sees to the other. */
async function talk(call: Call, other: Channel, given: Options): Promise<void> {
  let last: Channel | undefined = other;
  const limitText = given.parameter('L');
  const limit = limitText === undefined ? undefined : parseTimeLimit(call, limitText);
  const seconds = Number.parseFloat(given.parameter('S') ?? '');
  const limits = [limit?.limitMs, seconds > 0 ? seconds * 1000 : undefined].filter((one) => one !== undefined);
  const prompts = limit && new LimitPrompts(call, other, limit);
  try {
    call.throwIfInterrupted();
    if (given.has('p')) await playTo(call, other, ['beep']);
    const rights = { has: (letter: string) => letter !== 'x' && letter !== 'X' && given.letters.has(letter) };
    grantRights(call.channel, rightsOf(rights, 'caller'));
    grantRights(other, rightsOf(rights, 'callee'));
    prompts?.begin();
    const ended = await bridgeTwoParties(bridgeHouse(call), call.channel, other, {
      signal: call.interruption,
      ...(limits.length > 0 && { limitMs: Math.min(...limits) }),
      onSecond: (by) => {
        last = by;
      },
      onSecondTaken: () => {
        last = undefined;
      },
    });
    if (ended.kind === 'time-over') await prompts?.end();
    if (ended.kind === 'second-redirected' && last) sendTo(call, last, ended.target);
  } finally {
    prompts?.close();
    if (last) partFrom(call, last, given);
  }
}

/** What becomes of the other one. */
function partFrom(call: Call, other: Channel, given: Options): void {
  if (given.has('F') && call.channel.hungUp && !other.hungUp) {
    const { context, exten, priority } = call.channel.position;
    const place = given.parameter('F') ?? '';
    const target = place === '' ? { context, exten, priority: priority + 1 } : targetOf(call, place);
    if (target) sendTo(call, other, target);
  } else if (given.has('x')) other.requestHangup(cause.normalClearing);
  endStay(other, () => other.release(cause.normalClearing));
}

function sendTo(call: Call, channel: Channel, target: { context: string; exten: string; priority: number }): void {
  if (channel.dialplan) channel.redirect(target);
  else {
    channel.position.moveTo(target);
    void call.use(dialplanPort).run(channel);
  }
}
