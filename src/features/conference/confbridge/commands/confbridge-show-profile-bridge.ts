import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { profilesPort } from '../profiles-port.ts';
import { RULE } from '../table.ts';

/** What has its own columns, or is not here. */
const VIDEO = [
  'Video Mode:           no video',
  'Video Update Discard: 2000',
  'REMB Send Interval: 0',
  'REMB Behavior:           average',
  'Enable Events:             no',
];

/** The prompts in the order in which they are shown; what stands after the name, where that is not one column for all. */
const SOUNDS: ReadonlyArray<readonly [name: string, shown?: string]> = [
  ['only_person'],
  ['only_one'],
  ['has_joined'],
  ['has_left'],
  ['kicked'],
  ['muted'],
  ['unmuted'],
  ['there_are'],
  ['other_in_party'],
  ['place_into_conference', 'place_into_conference: '],
  ['wait_for_leader', 'wait_for_leader:       '],
  ['leader_has_left', 'leader_has_left:       '],
  ['get_pin'],
  ['invalid_pin'],
  ['locked'],
  ['unlocked_now', 'unlocked_now:   '],
  ['locked_now', 'lockednow:      '],
  ['error_menu'],
  ['join'],
  ['leave'],
  ['participants_muted', 'participants_muted:     '],
  ['participants_unmuted', 'participants_unmuted:     '],
  ['begin'],
];

/** `confbridge show profile bridge` */
export const command = defineCliCommand({
  command: 'confbridge show profile bridge <profile>',
  module: 'app_confbridge',
  synopsis: 'Show a conference bridge profile.',
  usage: 'Tells the options of a bridge profile of confbridge.conf as they hold.',
  run(context, [name = '']) {
    const profile = context.use(profilesPort).bridge(name);
    if (!profile) return `No conference bridge profile named '${name}' found!\n`;
    const { values } = profile;
    const yes = (on: boolean): string => (on ? 'yes' : 'no');
    const prompts = new Map<string, unknown>(Object.entries(values));
    const sounds = SOUNDS.map(
      ([name, shown = `${name}:`.padEnd(16)]) => `sound_${shown}${String(prompts.get(`sound_${name}`))}`,
    );
    const row = (label: string, value: string): string => `${`${label}:`.padEnd(22)}${value}`;
    const lines = [
      row('Name', profile.name),
      row('Language', values.language),
      row('Internal Sample Rate', values.internal_sample_rate),
      'Maximum Sample Rate: none',
      row('Mixing Interval', '20'),
      row('Record Conference', yes(values.record_conference)),
      row('Record File Append', ` ${yes(values.record_file_append)}`),
      row('Record File Timestamp', ` ${yes(values.record_file_timestamp)}`),
      row('Record File', values.record_file ?? 'Auto Generated'),
      row('Record Options', ''),
      row('Record Command', ''),
      row('Max Members', values.max_members === 0 ? 'No Limit' : String(values.max_members)),
      row('Registration context', ''),
      ...VIDEO,
      ...sounds,
    ];
    return `${RULE}\n${lines.join('\n')}\n\n`;
  },
});
