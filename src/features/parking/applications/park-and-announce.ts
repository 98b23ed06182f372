import { type Call, end } from '../../../channel/call.ts';
import { cause } from '../../../channel/cause.ts';
import { dial } from '../../../channel/dial/dial.ts';
import { isInterruption } from '../../../channel/hangup.ts';
import { playPrompts } from '../../../channel/prompt/play.ts';
import { options, text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { eventsPort } from '../../../pbx/ports/events.ts';
import { promptsPort } from '../../../pbx/ports/prompts.ts';
import { technologiesPort } from '../../../pbx/ports/technologies.ts';
import { digitPrompts } from '../../../say/characters.ts';
import { chooseLot } from '../choose-lot.ts';
import { parkingKeeperPort } from '../keeper-port.ts';
import { parkChannel, parkerOf } from '../park-channel.ts';
import { parkOptions } from '../park-options.ts';
import { waitParked } from '../wait-parked.ts';

const { s: _silent, ...announceOptions } = parkOptions;
const ANNOUNCE_MS = 30_000;

/** Parks the call and tells somebody where. */
export const application = defineApplication({
  name: 'ParkAndAnnounce',
  module: 'res_parking',
  synopsis: 'Parks the call and tells somebody on another channel where it is',
  arguments: {
    lot: text('the parking lot; PARKINGLOT, CHANNEL(parkinglot) or `default` without one'),
    options: options('how', announceOptions),
    announce: text('prompts joined by `:`; PARKED stands for the digits of the space'),
    dial: text('whom to tell, as TECH/resource'),
  },
  results: { PARKEDAT: 'the space, on the channel that is called' },
  examples: ['same => n,ParkAndAnnounce(default,,pbx-transfer:PARKED,SIP/reception)'],
  seeAlso: ['Park', 'ParkedCall'],
  async run(call, { lot: name, options: given, announce, dial: dialString }) {
    if (announce === '') {
      call.log.error('ParkAndAnnounce requires the announce_template argument.');
      return end();
    }
    if (dialString === '') {
      call.log.error('ParkAndAnnounce requires the dial argument.');
      return end();
    }
    const keeper = call.use(parkingKeeperPort);
    const lot = chooseLot(keeper, call.channel, name);
    if (!lot) return end();
    if (!call.channel.isUp) await call.channel.answer();
    call.throwIfInterrupted();
    const parker = parkerOf(keeper.house, call.channel);
    const parked = parkChannel(keeper, lot, call.channel, parker, { kind: 'waits' }, given);
    if (!parked) return end();
    void tell(call, dialString, announce.split(':'), parked.space);
    return waitParked(call, keeper, lot, parked, false);
  },
});

/** Calls somebody and says where the call is. Never rejects. */
async function tell(call: Call, dialString: string, prompts: readonly string[], space: number): Promise<void> {
  const { channel, clock, log } = call;
  const result = await dial(
    {
      clock,
      log,
      bus: call.use(eventsPort),
      request: (wanted) => call.use(technologiesPort).request(wanted, { requestor: channel }),
    },
    {
      caller: undefined,
      destinations: [dialString],
      timeoutMs: ANNOUNCE_MS,
      signal: channel.hangupSignal,
      hooks: {
        prepare(callee) {
          callee.variables.set('_PARKEDAT', String(space));
          callee.setConnected(channel.parties.caller);
          return true;
        },
      },
    },
  );
  if (result.status !== 'ANSWER') {
    log.verbose(4, `Channel ${dialString} was never answered for the announcement.`);
    return;
  }
  const { callee } = result;
  try {
    const names = prompts.flatMap((name) => (name === 'PARKED' ? digitPrompts(String(space)) : [name]));
    await playPrompts(callee, names, { sounds: call.use(promptsPort), log, signal: callee.hangupSignal });
  } catch (reason) {
    if (!isInterruption(reason)) log.error(String(reason));
  } finally {
    callee.release(cause.normalClearing);
  }
}
