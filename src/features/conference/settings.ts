import type { Ms } from '../../base/duration.ts';

/** The prompts of a conference, by what they say. An empty name is silence. */
export interface ConferenceSounds {
  readonly join: string;
  readonly leave: string;
  readonly hasJoined: string;
  readonly hasLeft: string;
  readonly kicked: string;
  readonly muted: string;
  readonly unmuted: string;
  readonly onlyPerson: string;
  readonly onlyOne: string;
  readonly thereAre: string;
  readonly otherInParty: string;
  readonly placeIntoConference: string;
  readonly waitForLeader: string;
  readonly leaderHasLeft: string;
  readonly getPin: string;
  readonly invalidPin: string;
  readonly locked: string;
  readonly lockedNow: string;
  readonly unlockedNow: string;
  readonly errorMenu: string;
  readonly participantsMuted: string;
  readonly participantsUnmuted: string;
  readonly begin: string;
}

/** The prompts where nobody has chosen others. */
export const defaultSounds: ConferenceSounds = {
  join: 'confbridge-join',
  leave: 'confbridge-leave',
  hasJoined: 'conf-hasjoin',
  hasLeft: 'conf-hasleft',
  kicked: 'conf-kicked',
  muted: 'conf-muted',
  unmuted: 'conf-unmuted',
  onlyPerson: 'conf-onlyperson',
  onlyOne: 'conf-onlyone',
  thereAre: 'conf-thereare',
  otherInParty: 'conf-otherinparty',
  placeIntoConference: 'conf-placeintoconf',
  waitForLeader: 'conf-waitforleader',
  leaderHasLeft: 'conf-leaderhasleft',
  getPin: 'conf-getpin',
  invalidPin: 'conf-invalidpin',
  locked: 'conf-locked',
  lockedNow: 'conf-lockednow',
  unlockedNow: 'conf-unlockednow',
  errorMenu: 'conf-errormenu',
  participantsMuted: 'conf-now-muted',
  participantsUnmuted: 'conf-now-unmuted',
  begin: 'confbridge-conf-begin',
};

/** What holds for a whole conference; the first who comes decides. */
export interface RoomSettings {
  /** The name of the profile, for listings. */
  readonly profile: string;
  /** 0 is no limit. */
  readonly maxMembers: number;
  readonly record: boolean;
  /** Absolute path; undefined for one made of the name and the time. */
  readonly recordFile: string | undefined;
  readonly recordAppend: boolean;
  /** Puts the time into the name of the file. */
  readonly recordTimestamp: boolean;
  /** Of what is announced to all. */
  readonly language: string;
  readonly rate: 8000 | 16000 | undefined;
  readonly sounds: ConferenceSounds;
}

/** What holds for one participant. */
export interface ParticipantSettings {
  /** The name of the profile, for listings. */
  readonly profile: string;
  readonly admin: boolean;
  readonly marked: boolean;
  /** Waits, hearing and heard by nobody, until somebody marked is there. */
  readonly waitMarked: boolean;
  /** Leaves when the last marked one does. */
  readonly endMarked: boolean;
  /** Leaves when any marked one does. */
  readonly endMarkedAny: boolean;
  readonly startMuted: boolean;
  /** Can be heard at all. */
  readonly talks: boolean;
  /** Can hear at all. */
  readonly listens: boolean;
  /** No prompts to it, and none about it. */
  readonly quiet: boolean;
  readonly musicWhenEmpty: boolean;
  /** Empty for the channel's own. */
  readonly musicClass: string;
  readonly announceOnlyUser: boolean;
  /** Says how many others there are. */
  readonly announceCount: boolean;
  /** Tells all how many there are when there are more than so many; undefined never. */
  readonly announceCountAllAbove: number | undefined;
  /** Its name is recorded and announced as it comes and goes. */
  readonly announceJoinLeave: 'no' | 'yes' | 'review';
  /** A mailbox, `box@context`, whose spoken name is announced instead of one that is recorded; undefined for none. */
  readonly announceMailbox: string | undefined;
  readonly hearOwnJoinSound: boolean;
  /** Digits that its menu does not want go to the others. */
  readonly passDigits: boolean;
  readonly talkDetection: { readonly threshold: number; readonly silenceMs: Ms } | undefined;
  /** Leave out what is softer than this. */
  readonly silenceBelow: number;
  /** Leaves after so long; 0 never. */
  readonly timeoutMs: Ms;
  /** A prompt for it alone as it comes. */
  readonly announcement: string;
  /** Leaves when nobody else is left. */
  readonly leavesAlone: boolean;
}

/** A participant of whom nothing is said. */
export const defaultParticipant: ParticipantSettings = {
  profile: '',
  admin: false,
  marked: false,
  waitMarked: false,
  endMarked: false,
  endMarkedAny: false,
  startMuted: false,
  talks: true,
  listens: true,
  quiet: false,
  musicWhenEmpty: false,
  musicClass: '',
  announceOnlyUser: true,
  announceCount: false,
  announceCountAllAbove: undefined,
  announceJoinLeave: 'no',
  announceMailbox: undefined,
  hearOwnJoinSound: true,
  passDigits: false,
  talkDetection: undefined,
  silenceBelow: 0,
  timeoutMs: 0,
  announcement: '',
  leavesAlone: false,
};

/** A conference of which nothing is said. */
export const defaultRoom: RoomSettings = {
  profile: '',
  maxMembers: 0,
  record: false,
  recordFile: undefined,
  recordAppend: true,
  recordTimestamp: true,
  language: 'en',
  rate: undefined,
  sounds: defaultSounds,
};
