import {
  type ManagerContext,
  type ManagerReply,
  type ManagerRequest,
  managerError,
  managerSuccess,
} from '../../../extend/define-manager-action.ts';
import { administer } from './administer.ts';
import { meetmeRoomsPort } from './meetme-rooms-port.ts';

/** Mutes the participant that an action names by `Meetme` and `Usernum`, or lets it be heard again; otherwise says why it cannot be. */
export function muteAsked(context: ManagerContext, request: ManagerRequest, muted: boolean): ManagerReply {
  const name = request.header('Meetme');
  if (name === '') return managerError('Meetme conference not specified');
  const user = request.header('Usernum');
  if (user === '') return managerError('Meetme user number not specified');
  const conference = context.use(meetmeRoomsPort).hall.find(name);
  if (!conference) return managerError('Meetme conference does not exist');
  const status = /^\d+$/.test(user) ? administer(conference, muted ? 'M' : 'm', user) : 'NOTFOUND';
  if (status !== 'OK') return managerError('User number not found');
  return managerSuccess(muted ? 'User muted' : 'User unmuted');
}
