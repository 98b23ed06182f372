import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { profilesPort } from '../profiles-port.ts';
import { table } from '../table.ts';

/** `confbridge show profile bridge` */
export const command = defineCliCommand({
  command: 'confbridge show profile bridge <profile>',
  module: 'app_confbridge',
  synopsis: 'Show a conference bridge profile.',
  run(context, [name = '']) {
    const profile = context.use(profilesPort).bridge(name);
    if (!profile) return `No conference bridge profile named '${name}' found!\n`;
    const { values } = profile;
    const yes = (on: boolean): string => (on ? 'yes' : 'no');
    const sounds = Object.entries(values).filter(([key]) => key.startsWith('sound_'));
    return table(22, [
      ['Name', profile.name],
      ['Language', values.language],
      ['Internal Sample Rate', values.internal_sample_rate],
      ['Mixing Interval', '20'],
      ['Record Conference', yes(values.record_conference)],
      ['Record File Append', yes(values.record_file_append)],
      ['Record File Timestamp', yes(values.record_file_timestamp)],
      ['Record File', values.record_file ?? 'Auto Generated'],
      ['Max Members', values.max_members === 0 ? 'No Limit' : String(values.max_members)],
      ...sounds.map(([key, value]) => [key, String(value)] as const),
    ]);
  },
});
