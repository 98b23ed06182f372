import { anyName, boolean, choice, duration, integer, text } from '../../../config/schema/kinds.ts';
import { defineKind, type Parsed } from '../../../config/schema/option.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection, type OptionValues, otherSections, typedSections } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';
import { actionNames, parseActions } from '../menu.ts';
import { defaultSounds } from '../settings.ts';

/** `yes`, `no`, or a number of people from which on it is said. */
const countAll = defineKind<number | undefined>(() => ({
  form: 'yes, no, or a number of people',
  parse(value): Parsed<number | undefined> {
    if (/^\d+$/.test(value.text)) return { value: Number(value.text) };
    if (/^(yes|true|on|y|t)$/i.test(value.text)) return { value: 0 };
    return /^(no|false|off|n|f)$/i.test(value.text) ? { value: undefined } : {};
  },
}));

const actions = defineKind<string>(() => ({
  form: `actions such as 'toggle_mute' or 'playback_and_continue(conf-usermenu)'; there are ${actionNames.join(', ')}`,
  parse(value): Parsed<string> {
    const read = parseActions(value.text);
    return typeof read === 'string' ? { fault: read } : { value: value.text };
  },
}));

const sound = (name: keyof typeof defaultSounds, what: string) =>
  text({ doc: `The prompt that says ${what}.`, default: defaultSounds[name] });

const bridgeOptions = {
  max_members: integer({ doc: 'The most who may take part; 0 for any number.', min: 0, default: 0 }),
  record_conference: boolean({ doc: 'Writes what is said to a file.', default: false }),
  record_file: text({
    doc: 'The file, with an extension; without it confbridge-NAME-TIME.wav in the folder monitor of astspooldir.',
  }),
  record_file_append: boolean({ doc: 'Goes on in a file that is there.', default: true }),
  record_file_timestamp: boolean({ doc: 'Puts the time into the name of the file.', default: true }),
  internal_sample_rate: choice({
    doc: 'The rate of the mix: 8000, 16000, or auto for as much as somebody brings. Higher rates are mixed at 16000.',
    of: ['auto', '8000', '12000', '16000', '24000', '32000', '44100', '48000', '96000', '192000'],
    default: 'auto',
  }),
  language: text({ doc: 'The language of what is announced to all.', default: 'en' }),
  sound_join: sound('join', 'that somebody comes'),
  sound_leave: sound('leave', 'that somebody goes'),
  sound_has_joined: sound('hasJoined', 'after a name, that its owner has come'),
  sound_has_left: sound('hasLeft', 'after a name, that its owner has gone'),
  sound_kicked: sound('kicked', 'that one has been sent out'),
  sound_muted: sound('muted', 'that one is muted'),
  sound_unmuted: sound('unmuted', 'that one can be heard again'),
  sound_only_person: sound('onlyPerson', 'that nobody else is there'),
  sound_only_one: sound('onlyOne', 'that one other is there'),
  sound_there_are: sound('thereAre', 'before a number, that there are so many others'),
  sound_other_in_party: sound('otherInParty', 'the same, after the number'),
  sound_place_into_conference: sound('placeIntoConference', 'that one is let in'),
  sound_wait_for_leader: sound('waitForLeader', 'that somebody marked has to come first'),
  sound_leader_has_left: sound('leaderHasLeft', 'that the last marked one has gone'),
  sound_get_pin: sound('getPin', 'to enter the PIN'),
  sound_invalid_pin: sound('invalidPin', 'that the PIN is wrong'),
  sound_locked: sound('locked', 'that nobody more may come'),
  sound_locked_now: text({
    doc: 'The prompt that says that the conference is locked now.',
    aliases: ['sound_lockednow'],
    default: defaultSounds.lockedNow,
  }),
  sound_unlocked_now: sound('unlockedNow', 'that the conference is open again'),
  sound_error_menu: sound('errorMenu', 'that a digit does nothing'),
  sound_participants_muted: sound('participantsMuted', 'that all but administrators are muted'),
  sound_participants_unmuted: sound('participantsUnmuted', 'that all can be heard again'),
  sound_begin: sound('begin', 'that the conference begins'),
};

const userOptions = {
  admin: boolean({
    doc: 'An administrator: may come when it is locked, and use the menu actions of administrators.',
    default: false,
  }),
  marked: boolean({ doc: 'Marked: those with wait_marked wait for it.', default: false }),
  startmuted: boolean({ doc: 'Cannot be heard at first.', default: false }),
  music_on_hold_when_empty: boolean({ doc: 'Hears music while it is alone or waits.', default: false }),
  music_on_hold_class: text({ doc: 'The class of that music; the channel’s own unless given.', refers: 'music class' }),
  quiet: boolean({ doc: 'Hears no prompts, and comes and goes without any.', default: false }),
  hear_own_join_sound: boolean({ doc: 'Hears the sound of its own coming.', default: true }),
  announce_user_count: boolean({ doc: 'Is told how many others there are.', default: false }),
  announce_user_count_all: countAll({
    doc: 'All are told how many they are when it comes; with a number, when there are more than so many.',
  }),
  announce_only_user: boolean({ doc: 'Is told when nobody else is there.', default: true }),
  announce_join_leave: boolean({
    doc: 'Says its name at first, which is played to all as it comes and goes.',
    default: false,
  }),
  announce_join_leave_review: boolean({
    doc: 'The same, and may say its name again until it is content.',
    default: false,
  }),
  wait_marked: boolean({ doc: 'Hears and is heard by nobody until somebody marked is there.', default: false }),
  end_marked: boolean({ doc: 'Leaves when the last marked one does.', default: false }),
  end_marked_any: boolean({ doc: 'Leaves when any marked one does.', default: false }),
  talk_detection_events: boolean({ doc: 'Tells manager clients who talks.', default: false }),
  dsp_drop_silence: boolean({
    doc: 'Leaves what is softer than dsp_talking_threshold out of the mix.',
    default: false,
  }),
  dsp_talking_threshold: integer({
    doc: 'The mean amplitude from which on it is talk.',
    min: 0,
    max: 32767,
    default: 160,
  }),
  dsp_silence_threshold: duration({ doc: 'So much silence ends talk.', unit: 'milliseconds', min: 0, default: 2500 }),
  announcement: text({ doc: 'A prompt that it hears as it comes.' }),
  pin: text({ doc: 'What it must enter to be let in.' }),
  timeout: duration({ doc: 'Leaves after so long; 0 never.', unit: 'seconds', min: 0, default: 0 }),
  dtmf_passthrough: boolean({ doc: 'Digits that its menu does not want go to the others.', default: false }),
  answer_channel: boolean({ doc: 'Answers the call.', default: true }),
};

const type = choice({ doc: 'What the section is.', of: ['user', 'bridge', 'menu'] });

/** confbridge.conf: how conferences and those who take part behave. */
export const confbridgeSchema = defineSchema({
  file: 'confbridge.conf',
  doc: 'How conferences of ConfBridge() and those who take part behave.',
  sections: {
    general: namedSection('general', { doc: 'Nothing stands here.', options: {} }),
    users: typedSections('user', {
      doc: 'A profile of those who take part; `default_user` is that of whom nothing else is said.',
      options: { type, ...userOptions },
      ignored: [
        {
          names: ['denoise', 'jitterbuffer'],
          why: 'audio always passes a small buffer that takes up the unevenness of the network',
        },
        { names: ['text_messaging'], why: 'no text is sent to those who take part' },
        { names: ['send_events', 'echo_events'], why: 'no events are sent to those who take part' },
      ],
    }),
    bridges: typedSections('bridge', {
      doc: 'A profile of conferences; `default_bridge` is that of which nothing else is said.',
      options: { type, ...bridgeOptions },
      ignored: [
        { names: ['mixing_interval'], why: 'the mix is made every 20 ms' },
        { names: ['maximum_sample_rate'], why: 'the mix has 16000 samples a second at most' },
        {
          names: [
            'video_mode',
            'video_update_discard',
            'remb_send_interval',
            'remb_behavior',
            'remb_estimated_bitrate',
          ],
          why: 'there are no pictures',
        },
        { names: ['record_command', 'record_options'], why: 'the recording is a plain file' },
        { names: ['regcontext'], why: 'conferences register nothing in the dialplan' },
        { names: ['enable_events'], why: 'no events are sent to those who take part' },
        { names: ['sound_binaural_on', 'sound_binaural_off', 'binaural_active'], why: 'the mix has one channel' },
      ],
    }),
    menus: typedSections('menu', {
      doc: 'What digits do in a conference.',
      options: {
        type,
        template: text({ doc: 'A menu whose entries come first.' }),
        entries: anyName(actions({ doc: 'Digits and the actions that follow.' }), /^[0-9*#A-D]+$/i),
      },
    }),
    rest: otherSections({ doc: 'A section without a type is none of these.', options: { type } }),
  },
});

/** What a user profile says. */
export type UserValues = OptionValues<(typeof confbridgeSchema.sections.users)['options']>;
/** What a bridge profile says. */
export type BridgeValues = OptionValues<(typeof confbridgeSchema.sections.bridges)['options']>;

/** As the registry knows it. */
export const configFile = defineConfigFile({ module: 'app_confbridge', schema: confbridgeSchema });
