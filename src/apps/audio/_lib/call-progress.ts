/** What a tone of the line means. */
export type ProgressTone = 'RINGING' | 'BUSY' | 'SIT' | 'FAX' | 'MODEM' | 'DIALTONE' | 'NUT';

/** Which frequencies sound together in one country, and how long at least and at most before they are silent. */
interface ToneShape {
  readonly tone: ProgressTone;
  readonly frequenciesHz: readonly number[];
  readonly leastMs: number;
  readonly mostMs: number;
}

const FOR_EVER = Number.POSITIVE_INFINITY;
/** Three tones that rise, one after another. @see ITU-T E.180 */
const SIT_HZ = [950, 1400, 1800];
const FAX_HZ = 1100;
const MODEM_HZ = 2100;
const FAX_MS = 400;
/** Neighbours so near sound as one. */
const SAME_HZ = 25;

const ZONES: Readonly<Record<string, readonly ToneShape[]>> = {
  us: [
    { tone: 'DIALTONE', frequenciesHz: [350, 440], leastMs: 700, mostMs: FOR_EVER },
    { tone: 'RINGING', frequenciesHz: [440, 480], leastMs: 700, mostMs: FOR_EVER },
    { tone: 'BUSY', frequenciesHz: [480, 620], leastMs: 180, mostMs: 700 },
  ],
  uk: [
    { tone: 'DIALTONE', frequenciesHz: [350, 440], leastMs: 700, mostMs: FOR_EVER },
    { tone: 'RINGING', frequenciesHz: [400, 450], leastMs: 300, mostMs: FOR_EVER },
    { tone: 'BUSY', frequenciesHz: [400], leastMs: 300, mostMs: 700 },
    { tone: 'NUT', frequenciesHz: [400], leastMs: 1500, mostMs: FOR_EVER },
  ],
  cr: [
    { tone: 'DIALTONE', frequenciesHz: [425], leastMs: 1500, mostMs: FOR_EVER },
    { tone: 'BUSY', frequenciesHz: [425], leastMs: 200, mostMs: 700 },
  ],
};

/** All frequencies that are told apart. */
export const progressFrequencies: readonly number[] = [350, 400, 425, 440, 450, 480, 620, ...SIT_HZ, FAX_HZ, MODEM_HZ];

/** The tones of a country; those of North America where none is named, undefined for one that is not known. */
export function progressZone(name: string): readonly ToneShape[] | undefined {
  const key = name.toLowerCase() || 'us';
  return Object.hasOwn(ZONES, key) ? ZONES[key] : undefined;
}

/** Follows the tones of a line until they mean something. */
export class CallProgress {
  readonly #zone: readonly ToneShape[];
  readonly #fax: boolean;
  readonly #matches: number;
  readonly #found = new Map<ProgressTone, number>();
  /** What sounds now, and for how long. */
  #shape: ToneShape | undefined;
  #lastedMs = 0;
  #faxMs = 0;
  #modemMs = 0;
  #sit = 0;
  #sounds = false;

  /** @param how whether fax machines count, and how often a tone must be found. */
  constructor(zone: readonly ToneShape[], how: { readonly fax: boolean; readonly matches: number }) {
    this.#zone = zone;
    this.#fax = how.fax;
    this.#matches = how.matches;
  }

  /** True while one of the frequencies sounds. */
  get sounds(): boolean {
    return this.#sounds;
  }

  /** Takes what sounded for `stepMs`; gives the tone as soon as it is certain. */
  hear(present: readonly number[], stepMs: number): ProgressTone | undefined {
    this.#sounds = present.length > 0;
    this.#faxMs = sounds(present, [FAX_HZ]) ? this.#faxMs + stepMs : 0;
    this.#modemMs = sounds(present, [MODEM_HZ]) ? this.#modemMs + stepMs : 0;
    const wanted = SIT_HZ[this.#sit];
    if (wanted !== undefined && sounds(present, [wanted])) this.#sit++;
    if (this.#sit === SIT_HZ.length) return 'SIT';
    if (this.#fax && this.#faxMs >= FAX_MS) return 'FAX';
    if (this.#fax && this.#modemMs >= FAX_MS) return 'MODEM';
    return this.#cadence(present, stepMs);
  }

  #cadence(present: readonly number[], stepMs: number): ProgressTone | undefined {
    const former = this.#shape;
    const formerMs = this.#lastedMs;
    const shape = this.#zone.find(({ frequenciesHz }) => sounds(present, frequenciesHz));
    const same = shape !== undefined && former !== undefined && sounds(shape.frequenciesHz, former.frequenciesHz);
    this.#shape = shape;
    this.#lastedMs = same ? formerMs + stepMs : stepMs;
    if (shape) {
      const lasting = this.#shapesLike(shape).find(
        ({ leastMs, mostMs }) => mostMs === FOR_EVER && formerMs < leastMs && this.#lastedMs >= leastMs,
      );
      if (lasting) return this.#count(lasting.tone);
    }
    if (same || !former) return undefined;
    const ended = this.#shapesLike(former).find(
      ({ leastMs, mostMs }) => mostMs !== FOR_EVER && formerMs >= leastMs && formerMs <= mostMs,
    );
    return ended && this.#count(ended.tone);
  }

  #shapesLike({ frequenciesHz }: ToneShape): readonly ToneShape[] {
    return this.#zone.filter((one) => sounds(one.frequenciesHz, frequenciesHz));
  }

  #count(tone: ProgressTone): ProgressTone | undefined {
    const count = (this.#found.get(tone) ?? 0) + 1;
    this.#found.set(tone, count);
    return count >= this.#matches ? tone : undefined;
  }
}

/** Whether what is present is just the tones that are wanted, as far as they can be told apart. */
function sounds(present: readonly number[], wanted: readonly number[]): boolean {
  return (
    present.length > 0 &&
    wanted.every((one) => present.includes(one)) &&
    present.every((one) => wanted.some((other) => Math.abs(one - other) <= SAME_HZ))
  );
}
