import { type DroppedDigits, droppedDigits } from '../../../channel/dropped-digits.ts';
import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { setEffect, sideNamed } from '../effects.ts';

const KINDS: readonly string[] = ['VOICE', 'DTMF_BEGIN', 'DTMF_END', ''];
const PHASES = ['begin', 'end'] as const;
const NONE: DroppedDigits = { from: new Set(), to: new Set() };

/** Drops what passes through a channel. */
export const dialplanFunction = defineFunction({
  name: 'FRAME_DROP',
  module: 'func_frame_drop',
  synopsis: 'Drops the audio or the digits of a channel in one direction',
  description: [
    'RX is what comes from the far end, TX what goes there. Each call replaces the one before; an empty value drops nothing.',
    'VOICE is sound, DTMF_BEGIN and DTMF_END the beginnings and ends of digits, of which the ends count; of what goes to the far end, those that a bridge passes on.',
    'Deviation: digits are dropped as the documentation of Asterisk has it; where one channel is the half of a Local pair, 16 drops none.',
    'Deviation: what Asterisk passes as frames besides, such as signalling and pictures, does not go the way of audio here: dropping it is refused with a warning.',
  ],
  arguments: { direction: rest('TX or RX') },
  examples: ['same => n,Set(FRAME_DROP(RX)=VOICE)'],
  seeAlso: ['MUTEAUDIO'],
  write(context, { direction }, value) {
    const side = sideNamed(direction);
    if (!side) {
      context.log.error(`Invalid direction '${direction}': it is TX or RX`);
      return;
    }
    const kinds = splitArguments(value).map((kind) => kind.trim().toUpperCase());
    for (const kind of kinds)
      if (!KINDS.includes(kind))
        context.warn(`FRAME_DROP() cannot drop '${kind}', only VOICE, DTMF_BEGIN and DTMF_END`);
    if (!context.call) return;
    const { channel } = context.call;
    setEffect(channel, side, 'drop', kinds.includes('VOICE') ? { kind: 'drop' } : undefined);
    const phases = new Set(PHASES.filter((phase) => kinds.includes(`DTMF_${phase.toUpperCase()}`)));
    const before = channel.attachments.get(droppedDigits);
    if (phases.size > 0 || before) channel.attachments.set(droppedDigits, { ...(before ?? NONE), [side]: phases });
  },
});
