import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BASE_FILES } from '../../../bench/row.ts';
import { asteriskTarget, type Target } from '../../../bench/target.ts';
import { entries } from '../recorder.ts';
import { commandsOf, type Heard, type HeardFamily, heardFiles, heardOf, promptsIn, secondsOf } from './heard-case.ts';
import { heardFamilies, heardPath } from './heard-families.ts';
import { heldBy, layOutHeard } from './heard-files.ts';

const SOUNDS = '/usr/share/asterisk/sounds/en';
/** A frame of GSM lasts 20 ms. */
const GSM_FRAME = 33;

const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, seconds) * 1000));

/** Records, on a real Asterisk, what calls hear. @returns the exit code. */
export async function recordHeard(wanted: readonly string[], say: (line: string) => void): Promise<number> {
  const target = asteriskTarget();
  if (!target) {
    say('record-conformance: skipped, there is no Asterisk (install one, or name its root folder in ASTERISK_ROOT)');
    return 0;
  }
  for (const family of heardFamilies) {
    if (wanted.length > 0 && !wanted.includes(family.name)) continue;
    const seen = await play(target, family);
    const prompts = Object.fromEntries(
      [...promptsIn(Object.values(seen))].sort().flatMap((name) => {
        const ms = promptMs(name);
        return ms === undefined ? [] : [[name, ms]];
      }),
    );
    const rows = Object.entries(seen).map(([name, one]) => `  ${JSON.stringify(name)}: ${JSON.stringify(one)}`);
    mkdirSync(dirname(heardPath(family)), { recursive: true });
    writeFileSync(heardPath(family), `{"prompts": ${JSON.stringify(prompts)},\n "cases": {\n${rows.join(',\n')}\n}}\n`);
    say(`heard/${family.name}: ${rows.length}`);
  }
  return 0;
}

function promptMs(name: string): number | undefined {
  const path = join(process.env['ASTERISK_ROOT'] ?? '/', SOUNDS, `${name}.gsm`);
  return existsSync(path) ? (statSync(path).size / GSM_FRAME) * 20 : undefined;
}

async function play(target: Target, family: HeardFamily): Promise<Record<string, Heard>> {
  const running = await target.start({
    ...BASE_FILES,
    'sip.conf': '[general]\nudpbindaddr=127.0.0.1:25461\n',
    'pjsip.conf': '',
    'logger.conf': '[general]\n[logfiles]\nfull => notice,warning,error,verbose(5)\n',
    ...heardFiles(family),
  });
  const folder = dirname(dirname(running.spool));
  try {
    layOutHeard(family, join(folder, 'spool'));
    const started = performance.now();
    const elapsed = (): number => (performance.now() - started) / 1000;
    for (const { at, line } of commandsOf(family)) {
      await pause(at - elapsed());
      void running.rxAside(line);
    }
    await pause(secondsOf(family) - elapsed());
    const log = entries(readFileSync(join(folder, 'log', 'full'), 'utf8')).map(
      ({ level, message }) => `${level} ${message.trimEnd()}`,
    );
    return Object.fromEntries(
      [...heardOf(family, log)].map(([one, heard]) => {
        const files = heldBy(family, one, join(folder, 'spool'));
        return [one.name, { ...heard, ...(files.length > 0 && { files }) }];
      }),
    );
  } finally {
    await running.stop();
  }
}
