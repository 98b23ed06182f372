import { type Cause, cause } from '../../../channel/cause.ts';
import type { Channel } from '../../../channel/channel.ts';
import {
  actionMark,
  defineManagerAction,
  type ManagerContext,
  type ManagerHeaders,
  type ManagerReply,
  type ManagerRequest,
  managerError,
  managerList,
  managerSuccess,
} from '../../../extend/define-manager-action.ts';
import { compilePosixRegex } from '../../../extend/posix-regex.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';

/** Hangup: one channel by name, or all whose names match `/regular expression/`. */
export const action = defineManagerAction({
  name: 'Hangup',
  module: 'manager',
  synopsis: 'Hangup channel.',
  arguments: 'Channel [Cause]',
  classes: ['system', 'call'],
  run(context, request) {
    const name = request.header('Channel');
    if (name === '') return managerError('No channel specified');
    const why = readCause(context, request);
    const pattern = /^\/(.*)\/$/s.exec(name)?.[1];
    if (pattern !== undefined) return hangUpMatching(context, request, pattern, why);
    const channel = context.use(channelsPort).find(name);
    if (!channel) return managerError('No such channel');
    hangUp(context, channel, why);
    return managerSuccess('Channel Hungup');
  },
});

function hangUpMatching(
  context: ManagerContext,
  request: ManagerRequest,
  pattern: string,
  why: Cause | undefined,
): ManagerReply {
  const compiled = compilePosixRegex(pattern);
  if ('error' in compiled) return managerError(`Regex compile failed on: /${pattern}/`);
  const items: ManagerHeaders[] = [];
  for (const channel of context.use(channelsPort).list()) {
    if (compiled.regex.exec(channel.name) === undefined) continue;
    items.push([['Event', 'ChannelHungup'], ['Channel', channel.name], ...actionMark(request)]);
    hangUp(context, channel, why);
  }
  const message = 'Channels hung up will follow';
  return managerList(request, { message, items, complete: 'ChannelsHungupListComplete' });
}

function hangUp({ log, session }: ManagerContext, channel: Channel, why: Cause | undefined): void {
  log.verbose(3, `Manager '${session.userName}' from ${session.remoteHost}, hanging up channel: ${channel.name}`);
  // As with Asterisk, SoftHangupRequest tells of the end of its dialplan alone.
  channel.requestHangup(why ?? cause.none, 'itself');
}

function readCause({ log }: ManagerContext, request: ManagerRequest): Cause | undefined {
  const text = request.header('Cause');
  if (text === '') return undefined;
  if (/^\d{1,3}$/.test(text) && Number(text) <= 127) return Number(text);
  log.notice(`Invalid 'Cause: ${text}' in manager action Hangup`);
  return undefined;
}
