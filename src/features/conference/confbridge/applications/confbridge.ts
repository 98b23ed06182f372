import { rmSync } from 'node:fs';
import { end, type Outcome } from '../../../../channel/call.ts';
import { text } from '../../../../extend/argument.ts';
import { defineApplication } from '../../../../extend/define-application.ts';
import { askPin, sayOn } from '../../ask-pin.ts';
import { Attendance } from '../../attend.ts';
import { confbridgePort } from '../../hall.ts';
import { menuKeeper } from '../../menu-keeper.ts';
import type { LeaveReason } from '../../participant.ts';
import { nameTellerOf, recordName } from '../../record-name.ts';
import { recordingsIn } from '../../start-hall.ts';
import { profilesPort } from '../profiles-port.ts';
import { participantOf, roomOf } from '../settings-of.ts';

const RESULTS: Readonly<Record<LeaveReason, string>> = {
  kicked: 'KICKED',
  'marked-left': 'ENDMARKED',
  timeout: 'TIMEOUT',
  digit: 'DTMF',
  alone: 'DTMF',
};

/** A conference by the profiles of confbridge.conf. */
export const application = defineApplication({
  name: 'ConfBridge',
  module: 'app_confbridge',
  synopsis: 'Takes part in a conference',
  description: [
    'The conference begins with the first who comes and ends with the last who goes. Profiles of confbridge.conf say how it behaves, how this call takes part, and what its digits do; without them count those that CONFBRIDGE() has set, else default_bridge, default_user and default_menu.',
  ],
  arguments: {
    conference: text('its name'),
    bridge: text('the profile of the conference'),
    user: text('the profile of this call'),
    menu: text('what digits do'),
  },
  results: { CONFBRIDGE_RESULT: 'FAILED, HANGUP, KICKED, ENDMARKED, DTMF, TIMEOUT' },
  examples: ['same => n,ConfBridge(1234)', 'same => n,ConfBridge(team,,admin_user,admin_menu)'],
  seeAlso: ['CONFBRIDGE', 'CONFBRIDGE_INFO', 'MeetMe'],
  async run(call, { conference, bridge, user, menu }) {
    const fail = (message: string, outcome?: Outcome): Outcome => {
      call.set('CONFBRIDGE_RESULT', 'FAILED');
      call.log.warning(message);
      return outcome;
    };
    if (conference === '') return fail('ConfBridge requires an argument (conference name[,options])', end());
    const profiles = call.use(profilesPort);
    const bridgeProfile = profiles.bridge(bridge, call.channel);
    if (!bridgeProfile) return fail(`Conference bridge profile ${bridge} does not exist`, end());
    const userProfile = profiles.user(user, call.channel);
    if (!userProfile) return fail(`Conference user profile ${user} does not exist`, end());
    const keys = profiles.menu(menu, call.channel);
    if (!keys) return fail(`Conference menu profile ${menu} does not exist`, end());

    const settings = participantOf(userProfile);
    if (userProfile.values.answer_channel) await call.channel.answer();
    call.set('CONFBRIDGE_RESULT', 'HANGUP');
    call.throwIfInterrupted();
    const room = roomOf(bridgeProfile, recordingsIn(call));
    const { pin } = userProfile.values;
    if (pin && !(await askPin(call, room.sounds, (digits) => (digits === pin ? true : undefined)))) {
      call.set('CONFBRIDGE_RESULT', 'FAILED');
      return end();
    }
    const { announceJoinLeave } = settings;
    const name =
      announceJoinLeave === 'no'
        ? undefined
        : await recordName(nameTellerOf(call), conference, announceJoinLeave === 'review');
    const hall = call.use(confbridgePort);
    const known = hall.find(conference);
    if (known && !settings.admin && (known.locked || known.full)) {
      if (name !== undefined) rmSync(name, { force: true });
      await sayOn(call, [known.settings.sounds.locked]);
      call.set('CONFBRIDGE_RESULT', 'FAILED');
      return end();
    }
    const attendance = new Attendance(call, hall.open(conference, room), settings, menuKeeper(keys), name);
    const reason = await attendance.run();
    call.set('CONFBRIDGE_RESULT', RESULTS[reason]);
    return undefined;
  },
});
