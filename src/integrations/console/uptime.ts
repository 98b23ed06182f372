const UNITS: ReadonlyArray<readonly [name: string, seconds: number]> = [
  ['year', 31_536_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** A span in words, `1 hour, 2 minutes, 3 seconds`; `0 seconds` for none. */
export function spanInWords(spanMs: number): string {
  let left = Math.max(0, Math.floor(spanMs / 1000));
  const parts: string[] = [];
  for (const [name, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`);
  }
  return parts.length === 0 ? '0 seconds' : parts.join(', ');
}

/** `1 active call`, `2 active calls`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
