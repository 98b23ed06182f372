import { readFileSync } from 'node:fs';

/** The release of Asterisk whose behaviour is kept. */
export const compatibleVersion = '16.28.0';

/** The version of this program, as its package says. */
export function programVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const parsed: { version?: unknown } = JSON.parse(text);
  return typeof parsed.version === 'string' ? parsed.version : '0.0.0';
}
