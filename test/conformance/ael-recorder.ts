import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget } from '../../bench/target.ts';

/** Dialplans in AEL, each with what a real Asterisk shows of it in the `.txt` beside it. */
export const AEL_CASES = join(import.meta.dirname, 'ael');

/** Their names. */
export function aelCases(): string[] {
  return readdirSync(AEL_CASES)
    .filter((file) => file.endsWith('.ael'))
    .map((file) => file.slice(0, -'.ael'.length))
    .sort();
}

/** The text of a case. */
export function aelText(name: string): string {
  return readFileSync(join(AEL_CASES, `${name}.ael`), 'utf8');
}

/** The contexts that come from extensions.ael, out of what `dialplan show` prints, in an order of their own. */
export function aelContexts(text: string): string {
  return text
    .split('\n\n')
    .filter((section) => section.includes("created by 'pbx_ael'"))
    .map((section) => section.trimEnd())
    .sort()
    .join('\n\n');
}

/** Records what a real Asterisk makes of each. @returns the exit code. */
export async function recordAel(wanted: readonly string[], say: (line: string) => void): Promise<number> {
  const target = asteriskTarget();
  if (!target) {
    say('record-conformance: skipped, there is no Asterisk (install one, or name its root folder in ASTERISK_ROOT)');
    return 0;
  }
  for (const name of aelCases()) {
    if (wanted.length > 0 && !wanted.some((one) => name.startsWith(one))) continue;
    const files = { 'pjsip.conf': '', 'extensions.conf': '[general]\n', 'extensions.ael': aelText(name) };
    const running = await target.start({ ...BASE_FILES, ...files });
    try {
      const shown = aelContexts(running.rx('dialplan show'));
      writeFileSync(join(AEL_CASES, `${name}.txt`), `${shown}\n`);
      say(`ael/${name}: ${shown.split('\n').length} lines`);
    } finally {
      await running.stop();
    }
  }
  return 0;
}
