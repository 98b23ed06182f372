import type { MediaEngine, MediaLeg } from '../../media/facade.ts';

/** Lets a leg talk with others that are joined already, without changing how they are. The returned function ends that. */
export function joinIn(engine: MediaEngine, leg: MediaLeg, others: readonly MediaLeg[]): () => void {
  const [hearing, speaking] = [engine.openRoom(), engine.openRoom()];
  const ears = others.map((other) => engine.openEar(other, 'from'));
  for (const ear of ears) hearing.join(ear, { listen: false });
  const member = hearing.join(leg, { talk: false });
  const voice = engine.openEar(leg, 'from');
  speaking.join(voice, { listen: false });
  const mouths = others.map((other) => engine.openWhisper(other));
  for (const mouth of mouths) speaking.join(mouth, { talk: false });
  return () => {
    member.leave();
    hearing.close();
    speaking.close();
    for (const one of [...ears, voice, ...mouths]) one.close();
  };
}
