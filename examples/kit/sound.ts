import { amplitudeAt, type Sound } from '../../test/support/audio.ts';

/** A tone that is mixed is heard at 7000. Speech, and the gap where a packet is late, sound of all frequencies for a moment, up to 1200. */
const HEARD_FOR_SURE = 3000;
const A_MOMENT_SECONDS = 0.2;

/** How long a tone is heard, in seconds, by pieces of 100 ms in which it is louder than that amplitude. */
export function secondsOf(sound: Sound, frequencyHz: number, louderThan = 1000): number {
  const pieces = Math.floor((sound.samples.length * 10) / sound.rate);
  let heard = 0;
  for (let piece = 0; piece < pieces; piece++)
    if (amplitudeAt(sound, frequencyHz, piece * 100, 100) > louderThan) heard++;
  return heard / 10;
}

/** @throws Error unless the tone is heard for at least so long. */
export function mustHear(sound: Sound, frequencyHz: number, seconds: number): void {
  const heard = secondsOf(sound, frequencyHz);
  if (heard < seconds) throw new Error(`a tone of ${frequencyHz} Hz was heard for ${heard} s, not ${seconds} s`);
}

/** @throws Error if the tone is heard for longer than a moment. */
export function mustNotHear(sound: Sound, frequencyHz: number): void {
  const heard = secondsOf(sound, frequencyHz, HEARD_FOR_SURE);
  if (heard > A_MOMENT_SECONDS)
    throw new Error(`a tone of ${frequencyHz} Hz was heard for ${heard} s, and must not be`);
}

/** Lets a moment pass, as people do: while they speak, or before they press a key. */
export function moment(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
