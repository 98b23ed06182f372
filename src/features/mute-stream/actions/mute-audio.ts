import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { muteStream } from '../mute-stream.ts';

/** MuteAudio: mutes the audio of a channel. */
export const action = defineManagerAction({
  name: 'MuteAudio',
  module: 'res_mutestream',
  synopsis: 'Mute an audio stream.',
  arguments: 'Channel Direction State',
  classes: ['system'],
  run(context, request) {
    const name = request.header('Channel');
    if (name === '') return managerError('Channel not specified');
    const state = request.header('State');
    if (state === '') return managerError('State not specified');
    const channel = context.use(channelsPort).find(name);
    if (!channel) return managerError('No such channel');
    return muteStream(channel, request.header('Direction'), state)
      ? { response: 'Success' }
      : managerError('Failed to mute/unmute stream');
  },
});
