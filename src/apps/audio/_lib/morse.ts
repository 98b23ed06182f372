/** A stretch of tone or pause, in lengths of a dot. */
export interface MorseSign {
  readonly on: boolean;
  readonly dits: number;
}

/** Dots and dashes of the international code. @see ITU-R M.1677-1 */
const INTERNATIONAL: Readonly<Record<string, string>> = {
  a: '.-',
  b: '-...',
  c: '-.-.',
  d: '-..',
  e: '.',
  f: '..-.',
  g: '--.',
  h: '....',
  i: '..',
  j: '.---',
  k: '-.-',
  l: '.-..',
  m: '--',
  n: '-.',
  o: '---',
  p: '.--.',
  q: '--.-',
  r: '.-.',
  s: '...',
  t: '-',
  u: '..-',
  v: '...-',
  w: '.--',
  x: '-..-',
  y: '-.--',
  z: '--..',
  0: '-----',
  1: '.----',
  2: '..---',
  3: '...--',
  4: '....-',
  5: '.....',
  6: '-....',
  7: '--...',
  8: '---..',
  9: '----.',
  '.': '.-.-.-',
  ',': '--..--',
  ':': '---...',
  '?': '..--..',
  "'": '.----.',
  '-': '-....-',
  '/': '-..-.',
  '(': '-.--.',
  ')': '-.--.-',
  '"': '.-..-.',
  '=': '-...-',
  '+': '.-.-.',
  '@': '.--.-.',
  _: '..--.-',
  ';': '-.-.-.',
  '!': '-.-.--',
  $: '...-..-',
  '&': '.-...',
};

/** The American code where it differs: a blank is a longer pause inside a letter, L and 0 longer dashes. */
const AMERICAN: Readonly<Record<string, string>> = {
  ...INTERNATIONAL,
  c: '.. .',
  f: '.-.',
  j: '-.-.',
  l: 'L',
  o: '. .',
  p: '.....',
  q: '..-.',
  r: '. ..',
  x: '.-..',
  y: '.. ..',
  z: '... .',
  0: 'X',
  1: '.--.',
  2: '..-..',
  3: '...-.',
  4: '....-',
  5: '---',
  6: '......',
  7: '--..',
  8: '-....',
  9: '-..-',
  '.': '..--..',
  ',': '.-.-',
  ':': '-.- . .',
  '?': '-..-.',
  '!': '---.',
  '&': '. ...',
};

const DITS: Readonly<Record<string, number>> = { '.': 1, '-': 3, L: 6, X: 9 };
const BETWEEN_LETTERS = 3;
const BETWEEN_WORDS = 7;

/** A text as tones and pauses; signs that have no code are left out. */
export function morseSigns(text: string, american: boolean): MorseSign[] {
  const table = american ? AMERICAN : INTERNATIONAL;
  const signs: MorseSign[] = [];
  const pause = (dits: number): void => {
    const last = signs.at(-1);
    if (last && !last.on) signs[signs.length - 1] = { on: false, dits: Math.max(last.dits, dits) };
    else if (last) signs.push({ on: false, dits });
  };
  for (const letter of text.toLowerCase()) {
    if (letter === ' ') pause(BETWEEN_WORDS);
    const code = Object.hasOwn(table, letter) ? table[letter] : undefined;
    if (code === undefined) continue;
    for (const part of code) {
      if (part === ' ') {
        pause(BETWEEN_LETTERS - 1);
        continue;
      }
      pause(1);
      signs.push({ on: true, dits: DITS[part] ?? 1 });
    }
    pause(BETWEEN_LETTERS);
  }
  return signs;
}
