import { playPrompts } from '../../../channel/prompt/play.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { promptsPort } from '../../../pbx/ports/prompts.ts';
import { chooseLot } from '../choose-lot.ts';
import { takeOver } from '../claim.ts';
import { parkingKeeperPort } from '../keeper-port.ts';
import { parkChannel, parkerOf } from '../park-channel.ts';
import { parkArguments } from '../park-options.ts';
import { waitParked } from '../wait-parked.ts';

/** Parks the call that runs it. */
export const application = defineApplication({
  name: 'Park',
  module: 'res_parking',
  synopsis: 'Parks the call in a parking lot, where somebody else may fetch it',
  description: [
    'The number of the space is said. The call waits with music until somebody fetches it, its time is over (then it goes back to whoever parked it, or where res_parking.conf says), or it hangs up.',
    'PARKINGEXTEN wants a certain space; where it is taken the next free one is used. With parkeddynamic in res_parking.conf a lot that is not there is made: PARKINGDYNAMIC names the lot it is modelled on, PARKINGDYNCONTEXT, PARKINGDYNEXTEN and PARKINGDYNPOS what differs.',
  ],
  arguments: parkArguments,
  results: {
    PARKINGSLOT: 'the space, when the time is over; PARKING_SPACE too',
    PARKEDLOT: 'the lot, when the time is over',
    PARKER: 'who is called back then, as TECH/resource; PARKER_FLAT with _ for /',
  },
  examples: ['exten => 700,1,Park()', 'same => n,Park(lot2,rt(60))'],
  seeAlso: ['ParkedCall', 'ParkAndAnnounce'],
  async run(call, { lot: name, options }) {
    const keeper = call.use(parkingKeeperPort);
    if (!call.channel.isUp) await call.channel.answer();
    call.throwIfInterrupted();
    const left = takeOver(keeper, call.channel);
    if (left) return waitParked(call, keeper, left.lot, left.parked, false);
    const lot = chooseLot(keeper, call.channel, name);
    const parker = parkerOf(keeper.house, call.channel);
    const parked = lot && parkChannel(keeper, lot, call.channel, parker, { kind: 'waits' }, options);
    if (lot && parked) return waitParked(call, keeper, lot, parked, !options.has('s'));
    const sounds = call.use(promptsPort);
    await playPrompts(call.channel, ['pbx-parkingfailed'], { sounds, log: call.log, signal: call.signal });
    return undefined;
  },
});
