import type { Call } from '../../../channel/call.ts';
import { channelStateNumber } from '../../../channel/state.ts';

const NOTHING = '(N/A)';

/** What is known of a call, one fact a line, in the order in which Asterisk tells it. */
export function describeChannel(call: Call): string {
  const { channel, clock } = call;
  const { parties, settings, position } = channel;
  const elapsed = Math.floor((clock.now() - channel.createdMs) / 1000);
  const facts: ReadonlyArray<readonly [string, string]> = [
    ['Name', channel.name],
    ['Type', channel.technology],
    ['UniqueID', channel.uniqueId],
    ['LinkedID', channel.linkedId],
    ['CallerIDNum', parties.caller.number ?? NOTHING],
    ['CallerIDName', parties.caller.name ?? NOTHING],
    ['ConnectedLineIDNum', parties.connected.number ?? NOTHING],
    ['ConnectedLineIDName', parties.connected.name ?? NOTHING],
    ['DNIDDigits', parties.dialed || NOTHING],
    ['RDNIS', NOTHING],
    ['Parkinglot', settings.parkingLot],
    ['Language', settings.language],
    ['State', `${channel.state} (${channelStateNumber(channel.state)})`],
    ['ElapsedTime', `${Math.floor(elapsed / 3600)}h${Math.floor(elapsed / 60) % 60}m${elapsed % 60}s`],
    ['BridgeID', channel.bridgeId ?? '(Not bridged)'],
    ['Context', position.context],
    ['Extension', position.exten],
    ['Priority', String(position.priority)],
    ['CallGroup', settings.callGroup],
    ['PickupGroup', settings.pickupGroup],
    ['Application', position.application || NOTHING],
    ['Data', position.applicationData || '(Empty)'],
  ];
  return facts.map(([name, value]) => `${`${name}=`.padEnd(20)}${value}\n`).join('');
}
