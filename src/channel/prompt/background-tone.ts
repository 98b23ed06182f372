import type { Playing, ToneStep } from '../../media/facade.ts';
import { defineAttachment } from '../attachment.ts';
import type { Channel } from '../channel.ts';
import type { Indication } from '../driver-leg.ts';

const toneKey = defineAttachment<Playing>('background-tone');

/** Plays a tone to a channel until something else is played, {@link stopTone}, or the end. False where the channel has no audio. */
export function startTone(channel: Channel, tone: readonly ToneStep[], loop = true): boolean {
  const playing = channel.media?.play([{ kind: 'tone', tone, loop }]);
  if (!playing) return false;
  channel.attachments.set(toneKey, playing);
  return true;
}

/** Ends what {@link startTone} began; nothing else that is being played. */
export function stopTone(channel: Channel): void {
  channel.attachments.get(toneKey)?.stop();
  channel.attachments.delete(toneKey);
}

/** Finds a tone by name in a zone; the tones port is one. */
export interface ToneFinder {
  tone(name: string, zone?: string): readonly ToneStep[] | undefined;
}

const TONES: Partial<Record<Indication, string>> = { ringing: 'ring', busy: 'busy', congestion: 'congestion' };

/** Shows something to the far end, with a tone where the leg cannot signal it. */
export function showIndication(channel: Channel, indication: Indication, tones: ToneFinder | undefined): void {
  if (channel.indicate(indication) !== 'use-tone') return;
  const name = TONES[indication];
  const tone = name === undefined ? undefined : tones?.tone(name, channel.settings.toneZone);
  if (tone) startTone(channel, tone);
}
