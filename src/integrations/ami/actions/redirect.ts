import type { Channel } from '../../../channel/channel.ts';
import type { DialplanTarget } from '../../../channel/position.ts';
import {
  defineManagerAction,
  type ManagerContext,
  type ManagerReply,
  type ManagerRequest,
  managerError,
  managerSuccess,
} from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** Redirect: sends a channel, or two that talk to each other, elsewhere in the dialplan. */
export const action = defineManagerAction({
  name: 'Redirect',
  module: 'manager',
  synopsis: 'Redirect (transfer) a call.',
  arguments: 'Channel [ExtraChannel] Exten [ExtraExten] Context [ExtraContext] Priority [ExtraPriority]',
  classes: ['call'],
  run(context, request) {
    const name = request.header('Channel');
    const extraName = request.header('ExtraChannel');
    if (name === '') return managerError('Channel not specified');
    if (request.header('Context') === '') return managerError('Context not specified');
    if (request.header('Exten') === '') return managerError('Exten not specified');
    if (request.header('Priority') === '') return managerError('Priority not specified');
    const extraParts = ['ExtraContext', 'ExtraExten', 'ExtraPriority'].filter((part) => request.header(part) !== '');
    const apart = extraName !== '' && extraParts.length > 0;
    if (apart && request.header('ExtraContext') === '') return managerError('ExtraContext not specified');
    if (apart && request.header('ExtraExten') === '') return managerError('ExtraExten not specified');
    if (apart && request.header('ExtraPriority') === '') return managerError('ExtraPriority not specified');
    const channel = context.use(channelsPort).find(name);
    const target = readTarget(context, request, '', channel);
    if (target === undefined) return managerError('Priority is invalid');
    const extraTarget = apart ? readTarget(context, request, 'Extra', undefined) : target;
    if (extraTarget === undefined) return managerError('ExtraPriority is invalid');
    if (!channel) return managerError(`Channel does not exist: ${name}`);
    if (channel.hungUp) return managerError('Redirect failed, channel not up.');
    if (extraName === '') {
      channel.redirect(target);
      return managerSuccess('Redirect successful');
    }
    return redirectBoth(context, channel, target, extraName, extraTarget);
  },
});

function redirectBoth(
  context: ManagerContext,
  channel: Channel,
  target: DialplanTarget,
  extraName: string,
  extraTarget: DialplanTarget,
): ManagerReply {
  const extra = context.use(channelsPort).find(extraName);
  if (!extra) return managerError(`ExtraChannel does not exist: ${extraName}`);
  if (extra.hungUp) return managerError('Redirect failed, extra channel not up.');
  // The called one first: whoever dialled it would hang it up when he goes.
  const [first, second] = extra.dialplan ? [channel, extra] : [extra, channel];
  first.redirect(first === channel ? target : extraTarget);
  second.redirect(second === channel ? target : extraTarget);
  return managerSuccess('Dual Redirect successful');
}

function readTarget(
  context: ManagerContext,
  request: ManagerRequest,
  prefix: '' | 'Extra',
  channel: Channel | undefined,
): DialplanTarget | undefined {
  const [place, exten, priority] = ['Context', 'Exten', 'Priority'].map((part) => request.header(prefix + part));
  const here = { context: place ?? '', exten: exten ?? '', priority: 1 };
  const parts = [here.context, here.exten, priority ?? ''];
  const target = context.use(dialplanPort).resolve(parts, here, channel?.parties.caller.number);
  return typeof target === 'string' ? undefined : target;
}
