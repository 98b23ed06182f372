/** Milliseconds, the only unit in which a time span is passed between functions. Names carry `Ms` all the same. */
export type Ms = number;

/** `n` seconds in milliseconds. */
export const seconds = (n: number): Ms => n * 1000;

/** `n` minutes in milliseconds. */
export const minutes = (n: number): Ms => n * 60_000;

/** `n` hours in milliseconds. */
export const hours = (n: number): Ms => n * 3_600_000;

/** A span as `H:MM:SS`-style text of fixed width `HH:MM:SS`, the form of Asterisk's channel listings. */
export function formatClock(spanMs: Ms): string {
  const total = Math.max(0, Math.floor(spanMs / 1000));
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${pad(Math.floor(total / 3600))}:${pad(Math.floor(total / 60) % 60)}:${pad(total % 60)}`;
}
