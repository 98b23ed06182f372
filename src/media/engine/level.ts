/** The mean of the absolute values of the first `count` samples: 0 to 32768. */
export function meanAmplitude(pcm: Int16Array, count: number): number {
  if (count === 0) return 0;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const sample = pcm[i] as number;
    sum += sample < 0 ? -sample : sample;
  }
  return sum / count;
}

/** The nearest sample that there is. */
export function clamp(value: number): number {
  return Math.min(32767, Math.max(-32768, value));
}
