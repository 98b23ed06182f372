/** A level as it is typed: a number, or `off`; undefined where it is neither. */
export function readLevel(text: string): number | undefined {
  if (text.toLowerCase() === 'off') return 0;
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

/** A level as it is told: 0 is OFF. */
export function levelText(level: number): string {
  return level === 0 ? 'OFF' : String(level);
}
