import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { setEffect, sideNamed } from '../effects.ts';

/** Drops what passes through a channel. */
export const dialplanFunction = defineFunction({
  name: 'FRAME_DROP',
  module: 'func_frame_drop',
  synopsis: 'Drops the audio of a channel in one direction',
  description: [
    'RX is what comes from the far end, TX what goes there. Each call replaces the one before; an empty value drops nothing.',
    'Deviation: only VOICE is dropped. What Asterisk passes as frames besides, signalling and digits, does not go the way of audio here: dropping it is refused with a warning.',
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
      if (kind !== 'VOICE' && kind !== '') context.warn(`FRAME_DROP() cannot drop '${kind}', only VOICE`);
    if (context.call)
      setEffect(context.call.channel, side, 'drop', kinds.includes('VOICE') ? { kind: 'drop' } : undefined);
  },
});
