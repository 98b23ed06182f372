/** Signs that have a prompt of their own in SayAlpha() and SayPhonetic(). */
const SIGNS: Readonly<Record<string, string>> = {
  '*': 'digits/star',
  '#': 'digits/pound',
  '!': 'letters/exclaimation-point',
  '@': 'letters/at',
  $: 'letters/dollar',
  '-': 'letters/dash',
  '.': 'letters/dot',
  '=': 'letters/equals',
  '+': 'letters/plus',
  '/': 'letters/slash',
  ' ': 'letters/space',
};

const DIGIT_SIGNS: Readonly<Record<string, string>> = { '*': 'digits/star', '#': 'digits/pound', '-': 'digits/minus' };

/** The prompts that say each digit of a text; what is no digit, `*`, `#` or `-` is left out. */
export function digitPrompts(text: string): string[] {
  return [...text].flatMap((sign) => (/\d/.test(sign) ? [`digits/${sign}`] : own(DIGIT_SIGNS, sign)));
}

/** Of which letters the case is told. */
export type LetterCase = 'none' | 'upper' | 'lower' | 'both';

/** The prompts that spell a text; the case of a letter is told before it. */
export function letterPrompts(text: string, told: LetterCase = 'none'): string[] {
  return [...text].flatMap((sign) => {
    if (/\d/.test(sign)) return [`digits/${sign}`];
    const letter = sign.toLowerCase();
    if (!/[a-z]/.test(letter)) return own(SIGNS, sign);
    const kind = letter === sign ? 'lower' : 'upper';
    return told === kind || told === 'both' ? [`${kind}case`, `letters/${letter}`] : [`letters/${letter}`];
  });
}

/** The prompts that spell a text by the spelling alphabet. */
export function phoneticPrompts(text: string): string[] {
  return [...text.toLowerCase()].flatMap((sign) => {
    if (/[a-z9]/.test(sign)) return [`phonetic/${sign}_p`];
    return /\d/.test(sign) ? [`digits/${sign}`] : own(SIGNS, sign);
  });
}

function own(table: Readonly<Record<string, string>>, key: string): string[] {
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  return value === undefined ? [] : [value];
}
