import type { Channel } from '../../channel/channel.ts';
import {
  type ManagerContext,
  type ManagerReply,
  type ManagerRequest,
  managerError,
} from '../../extend/define-manager-action.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';

/** Answers an action about a channel, or says why it cannot be. */
export function withChannel(
  context: ManagerContext,
  request: ManagerRequest,
  answer: (channel: Channel) => ManagerReply | Promise<ManagerReply>,
): ManagerReply | Promise<ManagerReply> {
  const name = request.header('Channel');
  if (name === '') return managerError('No channel specified');
  const channel = context.use(channelsPort).find(name);
  return channel ? answer(channel) : managerError('No such channel');
}
