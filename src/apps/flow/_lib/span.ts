const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, sec: 1000, m: 60_000, min: 60_000, h: 3_600_000 };

/** A time span as applications take it: seconds with a fraction, or with the suffix ms, s, m or h. What is none is 0. */
export function parseSpanMs(text: string): number {
  const match = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z]*)/i.exec(text);
  if (!match) return 0;
  return Number(match[1]) * (UNITS[match[2]?.toLowerCase() || 's'] ?? 1000);
}
