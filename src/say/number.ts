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

/** The prompts that say which one in a row, in English: 42 is "forty second". Nothing for 0. */
export function ordinalPrompts(number: number): string[] {
  const prompts = numberPrompts(number);
  const last = prompts.pop()?.replace(/^digits\//, 'digits/h-');
  return number === 0 || last === undefined ? [] : [...prompts, last];
}

/** The prompts that say a sum of dollars and cents, in English; what is no number is nothing. Nothing is said of a debt. */
export function moneyPrompts(text: string): string[] {
  const sum = Number.parseFloat(text);
  if (sum < 0) return [];
  const dollars = Math.trunc(sum) || 0;
  // what is left of the text behind the point, so that 1.10 is ten cents and not nine
  const cents = Number.isNaN(sum) ? 0 : Number.parseInt(`${/\.(\d*)/.exec(text)?.[1] ?? ''}00`.slice(0, 2), 10);
  const dollarWords = dollars === 0 ? [] : [...numberPrompts(dollars), dollars === 1 ? 'letters/dollar' : 'dollars'];
  if (cents === 0 && dollars > 0) return dollarWords;
  return [...dollarWords, ...(dollars > 0 ? ['and'] : []), ...numberPrompts(cents), cents === 1 ? 'cent' : 'cents'];
}

function rest(number: number): string[] {
  return number === 0 ? [] : numberPrompts(number);
}
