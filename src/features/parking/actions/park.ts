import { bridgeSeat } from '../../../channel/bridge/seat.ts';
import { letGo } from '../../../channel/bridge/transfer.ts';
import { dialStringOf } from '../../../channel/dial/dial-string.ts';
import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { parkingPort } from '../../../pbx/ports/parking.ts';
import { lotNameOf } from '../choose-lot.ts';
import { parkingKeeperPort } from '../keeper-port.ts';
import { leaveThere } from '../park-peer.ts';

/** Park: parks a channel that talks with another. */
export const action = defineManagerAction({
  name: 'Park',
  module: 'res_parking',
  synopsis: 'Park a channel.',
  arguments: 'Channel [TimeoutChannel] [AnnounceChannel] [Timeout] [Parkinglot]',
  classes: ['call'],
  async run(context, request) {
    const keeper = context.use(parkingKeeperPort);
    const channels = context.use(channelsPort);
    const name = request.header('Channel');
    if (name === '') return managerError('Channel not specified');
    const wantedMs = request.header('Timeout');
    if (wantedMs !== '' && !/^\d+$/.test(wantedMs)) return managerError('Invalid Timeout value.');
    const channel = channels.find(name);
    if (!channel) return managerError(`Channel does not exist: ${name}`);
    const lotName = lotNameOf(channel, request.header('Parkinglot'));
    const lot = keeper.find(lotName);
    if (!lot) return managerError(`Could not find requested parking lot: ${lotName}`);
    const seat = channel.attachments.get(bridgeSeat);
    const peerSeat = seat?.peer.attachments.get(bridgeSeat);
    if (!seat || !peerSeat) return managerError('Channel is not in a two party call.');
    const timeout = wantedMs === '' ? '' : `t(${Math.floor(Number(wantedMs) / 1000)})`;
    const parker = channels.find(request.header('TimeoutChannel'));
    if (parker && parker === seat.peer) {
      void context.use(parkingPort).parkPeer(parker, peerSeat, `${lotName},${timeout}`);
      return managerSuccess('Park successfully queued.');
    }
    const other = seat.peer;
    const parked = leaveThere(keeper, lot, other, peerSeat, dialStringOf((parker ?? channel).name), {
      has: () => false,
      parameter: (letter) =>
        letter === 't' && wantedMs !== '' ? String(Math.floor(Number(wantedMs) / 1000)) : undefined,
    });
    if (!parked) return managerError('Failed to park the channel.');
    keeper.entertain(lot, parked);
    letGo(other);
    return managerSuccess('Park successful');
  },
});
