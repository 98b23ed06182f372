import {
  defaultParticipant,
  defaultRoom,
  defaultSounds,
  type ParticipantSettings,
  type RoomSettings,
} from '../settings.ts';
import type { MeetmeOptions } from './options.ts';

/** From what amplitude on somebody talks, and the silence that ends it. */
const TALK = { threshold: 256, silenceMs: 2500 };

/** A participant by the options of MeetMe(). */
export function participantOf(options: MeetmeOptions, admin: boolean): ParticipantSettings {
  const limits = [secondsMs(options.parameter('S')), Number.parseInt(options.parameter('L') ?? '', 10)];
  const limit = limits.filter((one) => one > 0);
  return {
    ...defaultParticipant,
    admin,
    marked: options.has('A'),
    waitMarked: options.has('w'),
    endMarked: options.has('x'),
    startMuted: options.has('m'),
    talks: !options.has('l'),
    listens: !options.has('t'),
    quiet: options.has('q'),
    musicWhenEmpty: options.has('M'),
    musicClass: options.parameter('M') ?? '',
    announceOnlyUser: !options.has('1'),
    announceCount: options.has('c'),
    announceJoinLeave: options.has('i') ? 'review' : options.has('I') ? 'yes' : 'no',
    announceMailbox: options.has('v') ? (options.parameter('v') ?? '') : undefined,
    passDigits: options.has('F'),
    talkDetection: options.has('T') ? TALK : undefined,
    timeoutMs: limit.length === 0 ? 0 : Math.min(...limit),
    announcement: options.parameter('G') ?? '',
    leavesAlone: options.has('k'),
  };
}

/** A room of MeetMe(). */
export function roomOf(language: string): RoomSettings {
  return { ...defaultRoom, language, sounds: { ...defaultSounds, begin: 'conf-placeintoconf' } };
}

/** Seconds as milliseconds; 0 where it is no number. */
export function secondsMs(text: string | undefined): number {
  return (Number.parseFloat(text ?? '') || 0) * 1000;
}
