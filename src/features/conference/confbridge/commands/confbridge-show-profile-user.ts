import { defineCliCommand } from '../../../../extend/define-cli-command.ts';
import { profilesPort } from '../profiles-port.ts';
import { table } from '../table.ts';

/** `confbridge show profile user` */
export const command = defineCliCommand({
  command: 'confbridge show profile user <profile>',
  module: 'app_confbridge',
  synopsis: 'Show a conference user profile.',
  usage: 'Tells the options of a user profile of confbridge.conf as they hold.',
  run(context, [name = '']) {
    const profile = context.use(profilesPort).user(name);
    if (!profile) return `No conference user profile named '${name}' found!\n`;
    const { values } = profile;
    const enabled = (on: boolean): string => (on ? 'enabled' : 'disabled');
    return table(25, [
      ['Name', profile.name],
      ['Admin', String(values.admin)],
      ['Send Events', 'false'],
      ['Echo Events', 'false'],
      ['Marked User', String(values.marked)],
      ['Start Muted', String(values.startmuted)],
      ['MOH When Empty', enabled(values.music_on_hold_when_empty)],
      ['MOH Class', values.music_on_hold_class ?? 'default'],
      ['Announcement', values.announcement ?? ''],
      ['Quiet', enabled(values.quiet)],
      ['Hear Join', enabled(values.hear_own_join_sound)],
      ['Wait Marked', enabled(values.wait_marked)],
      ['END Marked', values.end_marked_any ? 'any' : values.end_marked ? 'all' : 'disabled'],
      ['Drop_silence', enabled(values.dsp_drop_silence)],
      ['Silence Threshold', `${values.dsp_silence_threshold}ms`],
      ['Talking Threshold', String(values.dsp_talking_threshold)],
      ['Denoise', 'disabled'],
      ['Jitterbuffer', 'disabled'],
      ['Talk Detect Events', enabled(values.talk_detection_events)],
      ['DTMF Pass Through', enabled(values.dtmf_passthrough)],
      ['PIN', values.pin || 'None'],
      ['Announce User Count', enabled(values.announce_user_count)],
      ['Announce join/leave', enabled(values.announce_join_leave || values.announce_join_leave_review)],
      ['Announce User Count all', enabled(values.announce_user_count_all !== undefined)],
      ['Text Messaging', 'disabled'],
      ['Answer Channel', String(values.answer_channel)],
    ]);
  },
});
