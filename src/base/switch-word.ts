const YES = new Set(['yes', 'true', 'y', 't', '1', 'on']);
const NO = new Set(['no', 'false', 'n', 'f', '0', 'off']);

/** Asterisk's reading of a switch: `yes`, `true`, `y`, `t`, `1` and `on`, in any case, are true, everything else is not. */
export function saysYes(word: string): boolean {
  return YES.has(word.toLowerCase());
}

/** The contraries: `no`, `false`, `n`, `f`, `0` and `off`, in any case. For where a third word would be a fault. */
export function saysNo(word: string): boolean {
  return NO.has(word.toLowerCase());
}

/** Every spelling of yes and no, for an option that knows further words. */
export const switchSpellings: Readonly<Record<string, 'yes' | 'no'>> = Object.fromEntries([
  ...[...YES].map((word) => [word, 'yes'] as const),
  ...[...NO].map((word) => [word, 'no'] as const),
]);
