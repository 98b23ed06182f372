import { saysYes } from '../../../base/switch-word.ts';
import type { Channel } from '../../../channel/channel.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import {
  actionMark,
  defineManagerAction,
  type ManagerContext,
  type ManagerHeaders,
  type ManagerRequest,
  managerError,
  managerList,
} from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { readChannelValue, textAllowed } from '../read-value.ts';
import { snapshotHeaders } from '../snapshot-headers.ts';

/** Status: one channel or all, with variables if wanted. */
export const action = defineManagerAction({
  name: 'Status',
  module: 'manager',
  synopsis: 'List channel status.',
  arguments: '[Channel] [Variables] [AllVariables]',
  classes: ['system', 'call', 'reporting'],
  tells: [
    {
      name: 'Status',
      synopsis: 'A live channel.',
      fields:
        '{channel} Type DNID EffectiveConnectedLineNum EffectiveConnectedLineName TimeToHangup BridgeID Application Data Nativeformats Readformat Readtrans Writeformat Writetrans Callgroup Pickupgroup Seconds [Variable] [ActionID]',
    },
    { name: 'StatusComplete', synopsis: 'The end of the list.', fields: '[ActionID] EventList ListItems Items' },
  ],
  async run(context, request) {
    const name = request.header('Channel');
    const table = context.use(channelsPort);
    const found = name === '' ? undefined : table.find(name);
    if (name !== '' && !found) return managerError('No such channel');
    if (!textAllowed(context, request.header('Variables'))) return managerError('Status Access Forbidden: Variables');
    const wanted = splitArguments(request.header('Variables')).filter((one) => one !== '');
    const allOfThem = saysYes(request.header('AllVariables'));
    const items: ManagerHeaders[] = [];
    for (const channel of found ? [found] : table.list()) {
      items.push(await describe(context, request, channel, wanted, allOfThem));
    }
    return managerList(request, {
      message: 'Channel status will follow',
      items,
      complete: 'StatusComplete',
      trailer: [['Items', String(items.length)]],
    });
  },
});

async function describe(
  context: ManagerContext,
  request: ManagerRequest,
  channel: Channel,
  wanted: readonly string[],
  allOfThem: boolean,
): Promise<ManagerHeaders> {
  const snapshot = channel.snapshot();
  const variables: Array<readonly [string, string]> = [];
  if (allOfThem) for (const [name, value] of channel.variables.list()) variables.push(['Variable', `${name}=${value}`]);
  for (const name of wanted) variables.push(['Variable', `${name}=${await readChannelValue(context, channel, name)}`]);
  return [
    ['Event', 'Status'],
    ['Privilege', 'Call'],
    ...snapshotHeaders(snapshot),
    ['Type', snapshot.technology],
    ['DNID', snapshot.dialed],
    ['EffectiveConnectedLineNum', snapshot.connected.number || '<unknown>'],
    ['EffectiveConnectedLineName', snapshot.connected.name || '<unknown>'],
    ['TimeToHangup', await timeToHangup(context, channel)],
    ['BridgeID', snapshot.bridgeId ?? ''],
    ['Application', snapshot.application],
    ['Data', snapshot.applicationData],
    ...formats(channel.leg.read?.('audionativeformat')),
    ['Callgroup', channel.settings.callGroup || '0'],
    ['Pickupgroup', channel.settings.pickupGroup || '0'],
    ['Seconds', String(Math.floor((context.clock.now() - snapshot.createdMs) / 1000))],
    ...variables,
    ...actionMark(request),
  ];
}

/** The codec that the leg speaks; the engine's own format where it has none. */
function formats(codec: string | undefined): ManagerHeaders {
  const format = codec || 'slin';
  return [
    ['Nativeformats', `(${format})`],
    ['Readformat', format],
    ['Readtrans', ''],
    ['Writeformat', format],
    ['Writetrans', ''],
  ];
}

/** Whole seconds left of TIMEOUT(absolute); 0 without one. */
async function timeToHangup(context: ManagerContext, channel: Channel): Promise<string> {
  const dialplan = context.use(dialplanPort);
  const left = await dialplan.readFunction(dialplan.callOf(channel), 'TIMEOUT(absolute)');
  return String(Math.floor(Number(left) || 0));
}
