import { rest } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { type Side, setEffect } from '../effects.ts';

const NAMED: Readonly<Record<string, number>> = {
  highest: 2,
  higher: 1.5,
  high: 1.25,
  low: 0.85,
  lower: 0.7,
  lowest: 0.5,
};
const DIRECTIONS: Readonly<Record<string, readonly Side[]>> = { rx: ['from'], tx: ['to'], both: ['from', 'to'] };
const [LEAST, MOST] = [0.1, 4];

/** Makes voices higher or lower. */
export const dialplanFunction = defineFunction({
  name: 'PITCH_SHIFT',
  module: 'func_pitchshift',
  synopsis: 'Makes the voices on a channel higher or lower',
  description: [
    'rx is what the far end says, tx what it hears. The amount is 0.1 to 4, or highest, higher, high, low, lower, lowest; 1 takes it away.',
  ],
  arguments: { direction: rest('rx, tx or both') },
  examples: ['same => n,Set(PITCH_SHIFT(both)=high)', 'same => n,Set(PITCH_SHIFT(rx)=0.8)'],
  write(context, { direction }, value) {
    const where = direction.trim().toLowerCase();
    const sides = Object.hasOwn(DIRECTIONS, where) ? DIRECTIONS[where] : undefined;
    const amount = value.trim().toLowerCase();
    const factor = (Object.hasOwn(NAMED, amount) ? NAMED[amount] : undefined) ?? Number.parseFloat(amount);
    if (!sides || !(factor >= LEAST && factor <= MOST)) {
      context.log.error('Invalid argument provided to the PITCH_SHIFT function');
      return;
    }
    for (const side of sides)
      if (context.call)
        setEffect(context.call.channel, side, 'pitch', factor === 1 ? undefined : { kind: 'pitch', factor });
  },
});
