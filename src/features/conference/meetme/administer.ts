import { choose } from '../choose.ts';
import type { Conference } from '../conference.ts';
import type { Participant } from '../participant.ts';

/** What came of a command, as MEETMEADMINSTATUS tells it. */
export type AdminStatus = 'OK' | 'FAILED' | 'NOTFOUND' | 'NOPARSE';

/** Commands for one participant. */
const SINGLE: Readonly<Record<string, (conference: Conference, participant: Participant) => void>> = {
  k: (_conference, participant) => participant.leave('kicked'),
  m: (conference, participant) => conference.mute(participant, false),
  M: (conference, participant) => conference.mute(participant, true),
  r: (_conference, participant) => resetVolume(participant),
  t: (_conference, participant) => participant.turnVolume('talk', -1),
  T: (_conference, participant) => participant.turnVolume('talk', 1),
  u: (_conference, participant) => participant.turnVolume('listen', -1),
  U: (_conference, participant) => participant.turnVolume('listen', 1),
};

/** Commands for a whole conference. */
const WHOLE: Readonly<Record<string, (conference: Conference) => void>> = {
  e: ({ participants }) => participants.at(-1)?.leave('kicked'),
  K: (conference) => forAll(conference, (one) => one.leave('kicked')),
  l: (conference) => conference.lock(false),
  L: (conference) => conference.lock(true),
  n: (conference) => forAll(conference, (one) => conference.mute(one, false)),
  N: (conference) => forAll(conference, (one) => !one.settings.admin && conference.mute(one, true)),
  R: (conference) => forAll(conference, resetVolume),
  s: (conference) => forAll(conference, (one) => one.turnVolume('talk', -1)),
  S: (conference) => forAll(conference, (one) => one.turnVolume('talk', 1)),
  v: (conference) => forAll(conference, (one) => one.turnVolume('listen', -1)),
  V: (conference) => forAll(conference, (one) => one.turnVolume('listen', 1)),
};

/** Does what MeetMeAdmin() and the console ask. @param who a number, or the beginning of a channel's name. */
export function administer(conference: Conference, command: string, who: string): AdminStatus {
  const whole = Object.hasOwn(WHOLE, command) ? WHOLE[command] : undefined;
  if (whole) {
    whole(conference);
    return 'OK';
  }
  const single = Object.hasOwn(SINGLE, command) ? SINGLE[command] : undefined;
  if (!single) return 'NOPARSE';
  if (who === '') return 'NOPARSE';
  const found = participantOf(conference, who);
  if (!found) return 'NOTFOUND';
  single(conference, found);
  return 'OK';
}

/** The participant of that number, or whose channel's name begins so. */
export function participantOf(conference: Conference, who: string): Participant | undefined {
  if (/^\d+$/.test(who)) return conference.participants.find(({ number }) => number === Number(who));
  return choose(conference, who)[0];
}

function forAll({ participants }: Conference, act: (participant: Participant) => void): void {
  for (const participant of [...participants]) act(participant);
}

function resetVolume(participant: Participant): void {
  participant.turnVolume('talk', 0);
  participant.turnVolume('listen', 0);
}
