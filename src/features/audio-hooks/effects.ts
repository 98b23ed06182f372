import { defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';
import type { AudioEffect } from '../../media/facade.ts';

/** Which way sound goes, seen from here: `from` is what the channel's far end says (rx), `to` what it hears (tx). */
export type Side = 'from' | 'to';

type EffectsOfSide = Map<AudioEffect['kind'], AudioEffect>;

const effectsKey = defineAttachment<Record<Side, EffectsOfSide>>('audio-effects');

/** Sets an effect of a kind on one direction of a channel's audio, or takes it off; others stay, in the order in which they came. */
export function setEffect(
  channel: Channel,
  side: Side,
  kind: AudioEffect['kind'],
  effect: AudioEffect | undefined,
): void {
  const effects = channel.attachments.ensure(effectsKey, () => ({ from: new Map(), to: new Map() }))[side];
  if (effect) effects.set(kind, effect);
  else if (!effects.delete(kind)) return;
  channel.media?.shape(side, [...effects.values()]);
}

/** The effect of a kind that is set on one direction. */
export function effectOf<K extends AudioEffect['kind']>(
  channel: Channel,
  side: Side,
  kind: K,
): Extract<AudioEffect, { kind: K }> | undefined {
  const effect = channel.attachments.get(effectsKey)?.[side].get(kind);
  return effect?.kind === kind ? (effect as Extract<AudioEffect, { kind: K }>) : undefined;
}

/** The direction that `rx` or `tx` means, in any case. */
export function sideNamed(word: string): Side | undefined {
  const name = word.trim().toLowerCase();
  return name === 'rx' ? 'from' : name === 'tx' ? 'to' : undefined;
}
