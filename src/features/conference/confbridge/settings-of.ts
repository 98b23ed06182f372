import type { BridgeValues, UserValues } from '../files/confbridge-conf.ts';
import type { ParticipantSettings, RoomSettings } from '../settings.ts';
import { recordingPath } from '../start-hall.ts';
import type { Profile } from './profiles.ts';

/** A user profile as the conference understands it. */
export function participantOf({ name, values }: Profile<UserValues>): ParticipantSettings {
  return {
    profile: name,
    admin: values.admin,
    marked: values.marked,
    waitMarked: values.wait_marked,
    endMarked: values.end_marked,
    endMarkedAny: values.end_marked_any,
    startMuted: values.startmuted,
    talks: true,
    listens: true,
    quiet: values.quiet,
    musicWhenEmpty: values.music_on_hold_when_empty,
    musicClass: values.music_on_hold_class ?? '',
    announceOnlyUser: values.announce_only_user,
    announceCount: values.announce_user_count,
    announceCountAllAbove: values.announce_user_count_all,
    announceJoinLeave: values.announce_join_leave_review ? 'review' : values.announce_join_leave ? 'yes' : 'no',
    announceMailbox: undefined,
    hearOwnJoinSound: values.hear_own_join_sound,
    passDigits: values.dtmf_passthrough,
    talkDetection: values.talk_detection_events
      ? { threshold: values.dsp_talking_threshold, silenceMs: values.dsp_silence_threshold }
      : undefined,
    silenceBelow: values.dsp_drop_silence ? values.dsp_talking_threshold : 0,
    timeoutMs: values.timeout,
    announcement: values.announcement ?? '',
    leavesAlone: false,
  };
}

/** A bridge profile as the conference understands it. @param recordings where recordings with a relative name go. */
export function roomOf({ name, values }: Profile<BridgeValues>, recordings: string): RoomSettings {
  const file = values.record_file;
  return {
    profile: name,
    maxMembers: values.max_members,
    record: values.record_conference,
    recordFile: file === undefined ? undefined : recordingPath(file, recordings),
    recordAppend: values.record_file_append,
    recordTimestamp: values.record_file_timestamp,
    language: values.language,
    rate: values.internal_sample_rate === 'auto' ? undefined : values.internal_sample_rate === '8000' ? 8000 : 16000,
    sounds: {
      join: values.sound_join,
      leave: values.sound_leave,
      hasJoined: values.sound_has_joined,
      hasLeft: values.sound_has_left,
      kicked: values.sound_kicked,
      muted: values.sound_muted,
      unmuted: values.sound_unmuted,
      onlyPerson: values.sound_only_person,
      onlyOne: values.sound_only_one,
      thereAre: values.sound_there_are,
      otherInParty: values.sound_other_in_party,
      placeIntoConference: values.sound_place_into_conference,
      waitForLeader: values.sound_wait_for_leader,
      leaderHasLeft: values.sound_leader_has_left,
      getPin: values.sound_get_pin,
      invalidPin: values.sound_invalid_pin,
      locked: values.sound_locked,
      lockedNow: values.sound_locked_now,
      unlockedNow: values.sound_unlocked_now,
      errorMenu: values.sound_error_menu,
      participantsMuted: values.sound_participants_muted,
      participantsUnmuted: values.sound_participants_unmuted,
      begin: values.sound_begin,
    },
  };
}
