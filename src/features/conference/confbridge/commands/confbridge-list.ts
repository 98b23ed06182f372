import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { confbridgePort } from '../../hall.ts';
import type { Participant } from '../../participant.ts';

const ROOMS =
  'Conference Bridge Name           Users  Marked Locked Muted\n' +
  '================================ ====== ====== ====== =====\n';
const PEOPLE =
  'Channel                        Flags  User Profile     Bridge Profile   Menu             CallerID\n' +
  '============================== ====== ================ ================ ================ ================\n';

/** `confbridge list` */
export const command = defineCliCommand({
  command: 'confbridge list [<conference>]',
  module: 'app_confbridge',
  synopsis: 'List conference bridges and participants.',
  usage:
    'Lists all conferences, or those who take part in one. Flags are A admin, M marked, W waits for a marked one, E leaves with the last marked one, m muted, w waiting.',
  run(context, [name]) {
    const hall = context.use(confbridgePort);
    if (name === undefined) {
      const lines = hall.list().map((one) => {
        const [users, marked] = [one.participants.length, one.markedCount].map((count) => String(count).padStart(6));
        const locked = one.locked ? 'Yes' : 'No';
        return `${one.name.padEnd(32)} ${users} ${marked} ${locked.padEnd(6)} ${one.othersMuted ? 'Yes' : 'No'}\n`;
      });
      return ROOMS + lines.join('');
    }
    const conference = hall.find(name);
    if (!conference) return `No conference bridge named '${name}' found!\n`;
    const rows = conference.participants.map((one) => {
      const caller = one.channel.parties.caller.number || '<unknown>';
      const flags = flagsOf(one, conference.isHeard(one));
      const profiles = [one.settings.profile, conference.settings.profile, one.menu].map((text) => text.padEnd(16));
      return `${one.channel.name.padEnd(30)} ${flags.padEnd(6)} ${profiles.join(' ')} ${caller}\n`;
    });
    return PEOPLE + rows.join('');
  },
});

function flagsOf({ settings, waiting }: Participant, heard: boolean): string {
  const flags: Array<readonly [string, boolean]> = [
    ['A', settings.admin],
    ['M', settings.marked],
    ['W', settings.waitMarked],
    ['E', settings.endMarked],
    ['m', !heard],
    ['w', waiting],
  ];
  return flags.map(([letter, on]) => (on ? letter : '')).join('');
}
