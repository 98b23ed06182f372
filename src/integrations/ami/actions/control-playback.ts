import { type PlaybackControl, playbackControlKey } from '../../../channel/prompt/play-controlled.ts';
import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';

const CONTROLS: readonly PlaybackControl[] = ['stop', 'forward', 'reverse', 'pause', 'restart'];

/** ControlPlayback: controls what is being played to a channel. */
export const action = defineManagerAction({
  name: 'ControlPlayback',
  module: 'manager',
  synopsis: 'Control the playback of a file being played to a channel.',
  arguments: 'Channel Control',
  classes: ['call'],
  run(context, request) {
    const [name, wanted] = [request.header('Channel'), request.header('Control')];
    if (name === '') return managerError('Channel not specified');
    if (wanted === '') return managerError('Control not specified');
    const channel = context.use(channelsPort).find(name);
    if (!channel) return managerError('No such channel');
    const control = CONTROLS.find((one) => one === wanted.toLowerCase());
    if (!control) return managerError('Unknown control type');
    channel.attachments.get(playbackControlKey)?.(control);
    return { response: 'Success' };
  },
});
