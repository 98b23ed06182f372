import { saysYes } from '../../../base/switch-word.ts';
import { borrowChannel } from '../../../channel/bridge/borrow.ts';
import { endStay } from '../../../channel/bridge/guest.ts';
import { joinForGood } from '../../../channel/bridge/transfer.ts';
import { cause } from '../../../channel/cause.ts';
import type { Channel } from '../../../channel/channel.ts';
import { playPrompts } from '../../../channel/prompt/play.ts';
import {
  defineManagerAction,
  type ManagerContext,
  managerError,
  managerSuccess,
} from '../../../extend/define-manager-action.ts';
import { channelsPort } from '../../../pbx/ports/channels.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { digitFeaturesPort } from '../../../pbx/ports/digit-features.ts';
import { mediaPort } from '../../../pbx/ports/media.ts';
import { musicPort } from '../../../pbx/ports/music.ts';
import { promptsPort } from '../../../pbx/ports/prompts.ts';

/** Bridge: joins two channels that are up. */
export const action = defineManagerAction({
  name: 'Bridge',
  module: 'manager',
  synopsis: 'Bridge two channels already in the PBX.',
  arguments: 'Channel1 Channel2 [Tone]',
  classes: ['call'],
  async run(context, request) {
    const names = [request.header('Channel1'), request.header('Channel2')];
    if (names.includes('')) return managerError('Missing channel parameter in request');
    const [first, second] = names.map((name) => context.use(channelsPort).find(name));
    if (!first) return managerError(`Channel1 does not exist: ${names[0]}`);
    if (!second) return managerError(`Channel2 does not exist: ${names[1]}`);
    if (first === second || !(await borrowChannel(first))) return managerError('Unable to bridge Channel1');
    if (!(await borrowChannel(second))) {
      endStay(first, () => first.release(cause.normalClearing));
      return managerError('Unable to bridge Channel2');
    }
    const tone = request.header('Tone').toLowerCase();
    const listeners = [
      ...(tone === 'channel1' || tone === 'both' ? [first] : []),
      ...(tone === 'channel2' || tone === 'both' || saysYes(tone) ? [second] : []),
    ];
    void Promise.all(listeners.map((channel) => beep(context, channel))).then(() => join(context, first, second));
    return managerSuccess('Channels have been bridged');
  },
});

async function beep(context: ManagerContext, channel: Channel): Promise<void> {
  try {
    await playPrompts(channel, ['beep'], {
      sounds: context.use(promptsPort),
      log: context.log,
      signal: channel.hangupSignal,
    });
  } catch {
    // Who hangs up meanwhile hears no beep; the bridge notices that by itself.
  }
}

function join(context: ManagerContext, first: Channel, second: Channel): Promise<void> {
  const { bus, clock, log } = context;
  return joinForGood(
    {
      bus,
      clock,
      log,
      media: context.use(mediaPort),
      music: context.has(musicPort) ? context.use(musicPort) : undefined,
      features: context.has(digitFeaturesPort) ? context.use(digitFeaturesPort) : undefined,
      run: (channel) => context.use(dialplanPort).run(channel),
    },
    second,
    first,
  );
}
