/** The numbers of `1,3-5`, 0 to 63, ascending: how call groups and pickup groups are written. What is none is left out. */
export function groupNumbers(text: string): number[] {
  const numbers = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^\s*(\d{1,2})(?:-(\d{1,2}))?\s*$/.exec(part);
    if (!match) continue;
    for (let n = Number(match[1]); n <= Number(match[2] ?? match[1]) && n < 64; n++) numbers.add(n);
  }
  return [...numbers].sort((a, b) => a - b);
}
