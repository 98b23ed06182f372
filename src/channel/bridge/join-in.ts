import type { MediaEngine, MediaLeg } from '../../media/facade.ts';

/** Lets what comes from a leg's far end be heard at the far ends of others, beside what they hear. The returned function ends that. */
export function speakTo(engine: MediaEngine, leg: MediaLeg, others: readonly MediaLeg[]): () => void {
  const room = engine.openRoom();
  const voice = engine.openEar(leg, 'from');
  room.join(voice, { listen: false });
  const mouths = others.map((other) => engine.openWhisper(other));
  for (const mouth of mouths) room.join(mouth, { talk: false });
  return () => {
    room.close();
    for (const one of [voice, ...mouths]) one.close();
  };
}

/** Lets a leg talk with others that are joined already, without changing how they are. The returned function ends that. */
export function joinIn(engine: MediaEngine, leg: MediaLeg, others: readonly MediaLeg[]): () => void {
  const room = engine.openRoom();
  const ears = others.map((other) => engine.openEar(other, 'from'));
  for (const ear of ears) room.join(ear, { listen: false });
  const member = room.join(leg, { talk: false });
  const stopSpeaking = speakTo(engine, leg, others);
  return () => {
    stopSpeaking();
    member.leave();
    room.close();
    for (const ear of ears) ear.close();
  };
}
