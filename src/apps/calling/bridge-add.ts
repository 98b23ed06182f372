import { joinIn } from '../../channel/bridge/join-in.ts';
import { kickKey } from '../../channel/bridge/kick.ts';
import { end } from '../../channel/call.ts';
import { bridgeDestroyed, bridgeEntered, bridgeLeft } from '../../channel/events.ts';
import { findByBeginning } from '../../channel/find-channel.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { bridgesPort } from '../../pbx/ports/bridges.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { eventsPort } from '../../pbx/ports/events.ts';
import { mediaPort } from '../../pbx/ports/media.ts';

/** Joins those who talk already. */
export const application = defineApplication({
  name: 'BridgeAdd',
  module: 'app_bridgeaddchan',
  synopsis: 'Joins the bridge that a channel is in',
  description: ['Answers the call. Lasts until the bridge ends or the caller hangs up.'],
  arguments: { name: rest('the channel’s name, or the beginning of it') },
  examples: ['same => n,BridgeAdd(SIP/alice)'],
  seeAlso: ['Bridge'],
  async run(call, { name }) {
    const { channel, signal, log } = call;
    const other = findByBeginning(call.use(channelsPort), name);
    if (!other) {
      log.warning(`Channel ${name} not found`);
      return end();
    }
    const live = call
      .use(bridgesPort)
      .list()
      .find(({ bridge }) => bridge.id === other.bridgeId);
    if (!live) {
      log.warning(`Channel ${other.name} is not in a bridge`);
      return end();
    }
    if (!channel.isUp) await channel.answer(0);
    call.throwIfInterrupted();
    const channels = call.use(channelsPort);
    const legs = live.members.flatMap((id) => channels.find(id)?.media ?? []);
    const bus = call.use(eventsPort);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const stop = bus.on(bridgeDestroyed, ({ id }) => {
      if (id === live.bridge.id) resolve();
    });
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const leave = channel.media && joinIn(call.use(mediaPort), channel.media, legs);
    const bridge = (): typeof live.bridge => ({ ...live.bridge, channels: live.members.length + 1 });
    channel.bridgeId = live.bridge.id;
    channel.attachments.set(kickKey, resolve);
    channel.touch();
    bus.publish(bridgeEntered, { bridge: bridge(), channel: channel.snapshot() });
    try {
      await promise;
      return undefined;
    } finally {
      stop();
      signal.removeEventListener('abort', onAbort);
      leave?.();
      channel.bridgeId = undefined;
      channel.attachments.delete(kickKey);
      channel.touch();
      bus.publish(bridgeLeft, { bridge: live.bridge, channel: channel.snapshot() });
    }
  },
});
