import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';

/** @see JITTERBUFFER of Asterisk 16 */
const [USUAL_MAX_MS, USUAL_RESYNC_MS, USUAL_EXTRA_MS] = [200, 1000, 40];
const LONGEST_MS = 1000;

/** Smooths what comes unevenly. */
export const dialplanFunction = defineFunction({
  name: 'JITTERBUFFER',
  module: 'func_jitterbuffer',
  synopsis: 'Smooths the audio that comes unevenly from the far end',
  description: [
    'The value is default, or max_size,resync_threshold,target_extra in milliseconds: 200, 1000 and 40 unless given. fixed delays by the whole size, adaptive by what is needed; disabled takes it away.',
    'Deviation: a size is at most one second. There is no video whose synchronisation could be asked for.',
  ],
  arguments: { type: rest('fixed, adaptive or disabled') },
  items: { read: [], write: ['fixed', 'adaptive', 'disabled'] },
  examples: ['same => n,Set(JITTERBUFFER(adaptive)=default)', 'same => n,Set(JITTERBUFFER(fixed)=100)'],
  write(context, { type }, value) {
    if (type === '') return;
    const kind = type.trim().toLowerCase();
    const leg = context.call?.channel.media;
    if (kind === 'disabled') {
      leg?.dejitter(null);
      return;
    }
    if (kind !== 'fixed' && kind !== 'adaptive') {
      context.warn(`Unknown Jitterbuffer type ${type}. Failed to create jitterbuffer.`);
      return;
    }
    const [max, resync, extra] = splitArguments(value.trim().toLowerCase() === 'default' ? '' : value);
    leg?.dejitter({
      kind,
      maxMs: Math.min(LONGEST_MS, millisecondsIn(max, USUAL_MAX_MS)),
      resyncMs: millisecondsIn(resync, USUAL_RESYNC_MS),
      extraMs: Math.min(LONGEST_MS, millisecondsIn(extra, USUAL_EXTRA_MS)),
    });
  },
});

function millisecondsIn(text: string | undefined, usual: number): number {
  const number = Number.parseInt(text ?? '', 10);
  return number > 0 ? number : usual;
}
