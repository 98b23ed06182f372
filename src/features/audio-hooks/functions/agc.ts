import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { effectOf, setEffect, sideNamed } from '../effects.ts';

const MOST = 32768;

/** Keeps speech at one level. */
export const dialplanFunction = defineFunction({
  name: 'AGC',
  module: 'func_speex',
  synopsis: 'Keeps the speech on a channel at one level',
  description: ['rx is what the far end says, tx what it hears; the level is 1 to 32768, off takes it away.'],
  arguments: { direction: rest('rx or tx') },
  examples: ['same => n,Set(AGC(rx)=8000)', 'same => n,Set(AGC(tx)=off)'],
  seeAlso: ['DENOISE', 'VOLUME'],
  read(context, { direction }) {
    const side = sideNamed(direction);
    if (!side) context.log.error(`AGC(${direction}) must either "tx" or "rx"`);
    if (!side || !context.call) return '';
    return (effectOf(context.call.channel, side, 'level')?.target ?? 0).toFixed(1);
  },
  write(context, { direction }, value) {
    const side = sideNamed(direction);
    if (!side) {
      context.log.error('Invalid argument provided to the AGC function');
      return;
    }
    const wanted = Number.parseFloat(value) || 0;
    if (wanted > MOST)
      context.warn(`AGC(${direction})=${wanted.toFixed(1)} is greater than ${MOST}... setting to ${MOST} instead`);
    const target = Math.min(wanted, MOST);
    if (context.call)
      setEffect(context.call.channel, side, 'level', target > 0 ? { kind: 'level', target } : undefined);
  },
});
