import { type Droppable, droppedFrames } from '../../../channel/dropped-frames.ts';
import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { setEffect, sideNamed } from '../effects.ts';

/** Signs of calls that pass as signalling, by the names of Asterisk's frames. */
const SIGNS = {
  RINGING: ['ringing'],
  ANSWER: ['answer'],
  BUSY: ['busy'],
  CONGESTION: ['congestion'],
  PROGRESS: ['progress'],
  PROCEEDING: ['proceeding'],
  HOLD: ['hold'],
  UNHOLD: ['unhold'],
  CONNECTED_LINE: ['connected-line'],
  REDIRECTING: ['redirecting'],
} as const satisfies Record<string, readonly Droppable[]>;

const KINDS: Readonly<Record<string, readonly Droppable[]>> = {
  ...SIGNS,
  CONTROL: [...Object.values(SIGNS).flat(), 'incomplete'],
  DTMF_BEGIN: ['digit-begin'],
  DTMF_END: ['digit-end'],
  TEXT: ['text'],
  TEXT_DATA: ['text'],
};

/** What passes through no channel here, so that there is nothing to drop, and sound, which is no sign. */
const OTHERS = new Set(
  'VOICE VIDEO NULL IAX IMAGE HTML CNG MODEM RING TAKEOFFHOOK OFFHOOK FLASH WINK VIDUPDATE'.split(' '),
);

/** Drops what passes through a channel. */
export const dialplanFunction = defineFunction({
  name: 'FRAME_DROP',
  module: 'func_frame_drop',
  synopsis: 'Drops the audio, the digits or the signalling of a channel in one direction',
  description: [
    'RX is what comes from the far end, TX what goes there. Each call replaces the one before; an empty value drops nothing.',
    'VOICE is sound, DTMF_BEGIN and DTMF_END the beginnings and ends of digits, of which the ends count; of what goes to the far end, those that a bridge passes on.',
    'RINGING, PROGRESS, PROCEEDING, BUSY, CONGESTION, HOLD, UNHOLD, CONNECTED_LINE and REDIRECTING are what signalling tells, and ANSWER that the far end of an outgoing call has answered; CONTROL is all of these, TEXT what is written during the call. Of what goes to the far end an answer always passes.',
    'Deviation: all of a list is dropped, and digits of the halves of Local pairs, as the documentation has it; 16 minds only the first of a list, neither CONTROL, PROGRESS nor CONGESTION, and no digits of a Local pair.',
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
    const names = splitArguments(value)
      .map((name) => name.trim().toUpperCase())
      .filter((name) => name !== '');
    for (const name of names)
      if (!KINDS[name] && !OTHERS.has(name)) context.warn(`FRAME_DROP() knows nothing of the name '${name}'`);
    if (!context.call) return;
    const { channel } = context.call;
    setEffect(channel, side, 'drop', names.includes('VOICE') ? { kind: 'drop' } : undefined);
    const dropped = new Set(names.flatMap((name) => KINDS[name] ?? []));
    const before = channel.attachments.get(droppedFrames) ?? { from: new Set(), to: new Set() };
    channel.attachments.set(droppedFrames, { ...before, [side]: dropped });
  },
});
