import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Target } from '../../bench/target.ts';
import { aelContexts } from '../conformance/ael-recorder.ts';

const asterisk = asteriskTarget();
/** As an installation brings it. */
const STOCK = join(process.env['ASTERISK_ROOT'] ?? '/', 'etc/asterisk/extensions.ael');

async function shown(target: Target, text: string): Promise<string> {
  const running = await target.start({
    ...BASE_FILES,
    'pjsip.conf': '',
    'extensions.conf': '[general]\n',
    'extensions.ael': text,
  });
  try {
    const first = aelContexts(running.rx('dialplan show'));
    running.rx('ael reload');
    expect(aelContexts(running.rx('dialplan show'))).toBe(first);
    return first;
  } finally {
    await running.stop();
  }
}

describe.skipIf(!asterisk || !existsSync(STOCK))(
  'extensions.ael on a real Asterisk (needs ASTERISK_ROOT or an installed Asterisk)',
  () => {
    test('the file that is installed with it is the same dialplan on both, after a reload too', async () => {
      if (!asterisk) return;
      const text = readFileSync(STOCK, 'utf8');
      const theirs = await shown(asterisk, text);
      expect(theirs).toContain("[ Context 'ael-demo' created by 'pbx_ael' ]");
      expect(await shown(asterismTarget(), text)).toBe(theirs);
    }, 120_000);
  },
);
