const SCALES: ReadonlyArray<readonly [value: number, name: string]> = [
  [1_000_000_000, 'billion'],
  [1_000_000, 'million'],
  [1000, 'thousand'],
  [100, 'hundred'],
];

/** The prompts that say a whole number in English, from the set `digits/`. */
export function numberPrompts(number: number): string[] {
  if (number < 0) return ['digits/minus', ...numberPrompts(-number)];
  if (number <= 20) return [`digits/${number}`];
  if (number < 100) return [`digits/${number - (number % 10)}`, ...rest(number % 10)];
  for (const [value, name] of SCALES) {
    if (number >= value)
      return [...numberPrompts(Math.floor(number / value)), `digits/${name}`, ...rest(number % value)];
  }
  return [];
}

function rest(number: number): string[] {
  return number === 0 ? [] : numberPrompts(number);
}
