import type { MediaEngine, MediaLeg, Recording, RecordOptions, RoomMember } from '../../media/facade.ts';

/** One of the two directions of a channel: what comes from its far end, or what goes there. */
export type TapeSide = 'from' | 'to';

/** What is said on a channel, for recording. Whoever opens it closes it. */
export interface Tape {
  /** Begins to write it down; the file and its end are as with any recording. */
  record(options: RecordOptions): Recording;
  /** Leaves a side out, or takes it in again; the time goes on. */
  mute(side: TapeSide, on: boolean): void;
  /** Ends it and what is being recorded; idempotent. */
  close(): void;
}

/**
 * Listens to one side of a leg or to both, mixed. What is silent is recorded as silence, so that several tapes of a leg run alike.
 * @param gainDb makes a side louder or softer, in decibels.
 */
export function openTape(
  engine: MediaEngine,
  leg: MediaLeg,
  sides: readonly TapeSide[],
  gainDb: Readonly<Record<TapeSide, number>>,
): Tape {
  const room = engine.openRoom();
  const members = new Map<TapeSide, RoomMember>();
  const ears: MediaLeg[] = [];
  for (const side of sides) {
    const ear = engine.openEar(leg, side);
    ears.push(ear);
    members.set(side, room.join(ear, { listen: false, talkGainDb: gainDb[side] }));
  }
  return {
    record: (options) => room.record(options),
    mute: (side, on) => members.get(side)?.update({ talk: !on }),
    close() {
      room.close();
      for (const ear of ears) ear.close();
    },
  };
}
