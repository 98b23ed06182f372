import { saysYes } from '../../../base/switch-word.ts';
import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { effectOf, setEffect, sideNamed } from '../effects.ts';

/** Takes noise out. */
export const dialplanFunction = defineFunction({
  name: 'DENOISE',
  module: 'func_speex',
  synopsis: 'Makes steady noise on a channel softer',
  description: ['rx is what the far end says, tx what it hears; on or off.'],
  arguments: { direction: rest('rx or tx') },
  examples: ['same => n,Set(DENOISE(rx)=on)'],
  seeAlso: ['AGC'],
  read(context, { direction }) {
    const side = sideNamed(direction);
    if (!side) context.log.error(`DENOISE(${direction}) must either "tx" or "rx"`);
    if (!side || !context.call) return '';
    return effectOf(context.call.channel, side, 'denoise') ? '1' : '0';
  },
  write(context, { direction }, value) {
    const side = sideNamed(direction);
    if (!side) context.log.error('Invalid argument provided to the DENOISE function');
    else if (context.call)
      setEffect(context.call.channel, side, 'denoise', saysYes(value.trim()) ? { kind: 'denoise' } : undefined);
  },
});
