import { defineAttachment } from '../../../channel/attachment.ts';
import type { Channel } from '../../../channel/channel.ts';
import { digitHeard } from '../../../channel/events.ts';
import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { eventsPort } from '../../../pbx/ports/events.ts';
import { type Side, setEffect, sideNamed } from '../effects.ts';

interface Volume {
  readonly steps: Record<Side, number>;
  /** Digits are listened to. */
  byDigits: boolean;
}

const volumeKey = defineAttachment<Volume>('volume');

/** Louder so many times, softer where below zero, as it was at zero. */
function setVolume(channel: Channel, volume: Volume, side: Side, value: number): void {
  volume.steps[side] = value;
  const factor = value > 0 ? value : value < 0 ? -1 / value : 1;
  setEffect(channel, side, 'gain', factor === 1 ? undefined : { kind: 'gain', factor });
}

/** How loud a channel is. */
export const dialplanFunction = defineFunction({
  name: 'VOLUME',
  module: 'func_volume',
  synopsis: 'How loud a channel is heard, or hears',
  description: [
    'RX is what the far end says, TX what it hears. 3 is three times as loud, -3 a third, 0 as it was.',
    'With the option p, the far end turns both up with * and down with #.',
  ],
  arguments: { arguments: rest('TX or RX[,p]') },
  examples: ['same => n,Set(VOLUME(TX)=3)', 'same => n,Set(VOLUME(RX,p)=-4)'],
  read(context, { arguments: text }) {
    const side = sideNamed(splitArguments(text)[0] ?? '');
    const volume = context.call?.channel.attachments.get(volumeKey);
    return side && volume ? volume.steps[side].toFixed(6) : '';
  },
  write(context, { arguments: text }, value) {
    const [direction = '', options = ''] = splitArguments(text);
    const channel = context.call?.channel;
    const side = sideNamed(direction);
    if (!channel) return;
    if (!side) {
      context.log.error(
        direction === '' ? 'Direction must be specified for VOLUME function' : 'Direction must be either RX or TX',
      );
      return;
    }
    const volume = channel.attachments.ensure(volumeKey, () => ({ steps: { from: 0, to: 0 }, byDigits: false }));
    setVolume(channel, volume, side, Number.parseFloat(value) || 0);
    if (!options.includes('p') || volume.byDigits) return;
    volume.byDigits = true;
    const leave = context.use(eventsPort).on(digitHeard, ({ channel: { uniqueId }, digit: { digit, phase } }) => {
      if (uniqueId !== channel.uniqueId || phase !== 'end' || (digit !== '*' && digit !== '#')) return;
      const by = digit === '*' ? 1 : -1;
      for (const each of ['from', 'to'] as const) setVolume(channel, volume, each, volume.steps[each] + by);
    });
    channel.whenHungUp(leave);
  },
});
