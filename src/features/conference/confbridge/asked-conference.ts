import {
  type ManagerContext,
  type ManagerReply,
  type ManagerRequest,
  managerError,
} from '../../../extend/define-manager-action.ts';
import { choose } from '../choose.ts';
import type { Conference } from '../conference.ts';
import { confbridgePort } from '../hall.ts';
import type { Participant } from '../participant.ts';

/** Answers an action about a conference, or says why it cannot be. */
export function withConference(
  context: ManagerContext,
  request: ManagerRequest,
  answer: (conference: Conference) => ManagerReply,
): ManagerReply {
  const name = request.header('Conference');
  if (name === '') return managerError('No Conference name provided.');
  const hall = context.use(confbridgePort);
  const conference = hall.find(name);
  if (conference) return answer(conference);
  return managerError(hall.list().length === 0 ? 'No active conferences.' : 'No Conference by that name found.');
}

/** Answers an action that mutes some of those in a conference: its arguments are looked at before the conference. */
export function withNamedParticipants(
  context: ManagerContext,
  request: ManagerRequest,
  answer: (conference: Conference, chosen: readonly Participant[]) => ManagerReply,
): ManagerReply {
  return request.header('Conference') !== '' && request.header('Channel') === ''
    ? managerError('No channel name provided.')
    : withParticipants(context, request, answer);
}

/** Answers an action about some of those in a conference, or says why it cannot be. */
export function withParticipants(
  context: ManagerContext,
  request: ManagerRequest,
  answer: (conference: Conference, chosen: readonly Participant[]) => ManagerReply,
): ManagerReply {
  return withConference(context, request, (conference) => {
    const chosen = choose(conference, request.header('Channel'), { beginning: false });
    return chosen.length === 0
      ? managerError('No Channel by that name found in Conference.')
      : answer(conference, chosen);
  });
}
