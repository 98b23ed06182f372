/** The discrete Fourier transform of `real` and `imaginary` in place; their length is a power of two. `inverse` undoes it. */
export function fourier(real: Float64Array, imaginary: Float64Array, inverse: boolean): void {
  const size = real.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      swap(real, i, j);
      swap(imaginary, i, j);
    }
  }
  for (let span = 2; span <= size; span <<= 1) {
    const angle = ((inverse ? 2 : -2) * Math.PI) / span;
    const half = span / 2;
    for (let start = 0; start < size; start += span) {
      for (let k = 0; k < half; k++) {
        const [cos, sin] = [Math.cos(angle * k), Math.sin(angle * k)];
        const [a, b] = [start + k, start + k + half];
        const re = (real[b] as number) * cos - (imaginary[b] as number) * sin;
        const im = (real[b] as number) * sin + (imaginary[b] as number) * cos;
        real[b] = (real[a] as number) - re;
        imaginary[b] = (imaginary[a] as number) - im;
        real[a] = (real[a] as number) + re;
        imaginary[a] = (imaginary[a] as number) + im;
      }
    }
  }
  if (!inverse) return;
  for (let i = 0; i < size; i++) {
    real[i] = (real[i] as number) / size;
    imaginary[i] = (imaginary[i] as number) / size;
  }
}

function swap(values: Float64Array, i: number, j: number): void {
  const kept = values[i] as number;
  values[i] = values[j] as number;
  values[j] = kept;
}
