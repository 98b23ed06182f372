/**
 * Changes the sample rate by a rational factor with a windowed-sinc polyphase filter. Keeps its own history, so that a
 * stream can be fed in pieces of any size; allocates only when made. One instance a stream.
 */
export class Resampler {
  readonly #up: number;
  readonly #down: number;
  readonly #taps: number;
  /** `#up` rows of `#taps` coefficients. */
  readonly #bank: Float32Array;
  /** The last `#taps - 1` input samples, then the input under way. */
  readonly #window: Float32Array;
  /** Position of the next output sample, in 1/`#up` of an input sample, counted from the start of the input. */
  #position = 0;

  /**
   * @param fromRate Hz of the input.
   * @param toRate Hz of the output.
   * @param maxInput the most samples that one call will bring.
   */
  constructor(fromRate: number, toRate: number, maxInput: number) {
    const divisor = gcd(fromRate, toRate);
    this.#up = toRate / divisor;
    this.#down = fromRate / divisor;
    this.#taps = 2 * Math.ceil(HALF_WIDTH * Math.max(1, this.#down / this.#up));
    this.#bank = filterBank(this.#up, this.#down, this.#taps);
    this.#window = new Float32Array(this.#taps - 1 + maxInput);
  }

  /** Feeds `count` samples of `input` from `from`; writes what is ready to the start of `output` and returns how many that are. */
  process(input: Int16Array, from: number, count: number, output: Int16Array): number {
    const window = this.#window;
    const taps = this.#taps;
    const kept = taps - 1;
    const bank = this.#bank;
    const up = this.#up;
    for (let i = 0; i < count; i++) window[kept + i] = input[from + i] as number;
    const end = count * up;
    let position = this.#position;
    let produced = 0;
    for (; position < end; position += this.#down) {
      const start = Math.floor(position / up);
      let row = (position - start * up) * taps;
      let sum = 0;
      for (let i = start; i < start + taps; i++) sum += (window[i] as number) * (bank[row++] as number);
      output[produced++] = sum > 32767 ? 32767 : sum < -32768 ? -32768 : Math.round(sum);
    }
    this.#position = position - end;
    window.copyWithin(0, count, count + kept);
    return produced;
  }
}

/** Zero crossings of the filter on each side. */
const HALF_WIDTH = 12;

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

const banks = new Map<string, Float32Array>();

/** Rows of a Blackman-windowed sinc; each row sums to one, so that steady levels are kept exactly. */
function filterBank(up: number, down: number, taps: number): Float32Array {
  const key = `${up}/${down}`;
  const known = banks.get(key);
  if (known) return known;
  const cutoff = 0.94 * Math.min(1, up / down);
  const bank = new Float32Array(up * taps);
  for (let phase = 0; phase < up; phase++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const distance = tap + 1 - taps / 2 - phase / up;
      const angle = (Math.PI * distance) / (taps / 2);
      const window = Math.abs(distance) >= taps / 2 ? 0 : 0.42 + 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle);
      const x = Math.PI * distance * cutoff;
      const value = (x === 0 ? 1 : Math.sin(x) / x) * window;
      bank[phase * taps + tap] = value;
      sum += value;
    }
    for (let tap = 0; tap < taps; tap++) {
      const at = phase * taps + tap;
      bank[at] = (bank[at] as number) / sum;
    }
  }
  banks.set(key, bank);
  return bank;
}
