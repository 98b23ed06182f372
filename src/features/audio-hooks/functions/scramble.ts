import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { type Side, setEffect } from '../effects.ts';

const DIRECTIONS: Readonly<Record<string, readonly Side[]>> = {
  rx: ['from'],
  tx: ['to'],
  both: ['from', 'to'],
  '': ['from', 'to'],
};

/** Makes speech unintelligible. */
export const dialplanFunction = defineFunction({
  name: 'SCRAMBLE',
  module: 'func_scramble',
  synopsis: 'Makes the speech on a channel unintelligible',
  description: [
    'Turns the spectrum upside down: no secrecy, but nobody understands it in passing. Scrambled twice, it is as before. remove takes it away.',
  ],
  arguments: { direction: rest('TX, RX, both or remove') },
  examples: ['same => n,Set(SCRAMBLE(RX)=)', 'same => n,Set(SCRAMBLE(remove)=)'],
  write(context, { direction }) {
    const channel = context.call?.channel;
    if (!channel) return;
    const where = direction.trim().toLowerCase();
    if (where === 'remove') {
      for (const side of ['from', 'to'] as const) setEffect(channel, side, 'invert', undefined);
      return;
    }
    const sides = Object.hasOwn(DIRECTIONS, where) ? DIRECTIONS[where] : undefined;
    if (!sides) {
      context.log.error(`Direction '${direction}' is neither TX, RX nor both`);
      return;
    }
    for (const side of ['from', 'to'] as const)
      setEffect(channel, side, 'invert', sides.includes(side) ? { kind: 'invert' } : undefined);
  },
});
