import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { sine } from '../support/audio.ts';
import { openTestPbx } from '../support/test-pbx.ts';
import {
  commandsOf,
  comparable,
  type Heard,
  type HeardFamily,
  type HeardRecording,
  heardFiles,
  heardOf,
  secondsOf,
} from './heard/heard-case.ts';
import { heardFamilies, heardPath } from './heard/heard-families.ts';
import { heldBy, layOutHeard } from './heard/heard-files.ts';

async function play(family: HeardFamily, recording: HeardRecording): Promise<Map<string, Heard>> {
  await using pbx = await openTestPbx({ config: heardFiles(family), startMs: Date.UTC(2026, 5, 1, 12) });
  for (const [name, ms] of Object.entries(recording.prompts)) pbx.prompt(name, sine(440, ms));
  const { spool } = pbx.directories;
  layOutHeard(family, spool);
  let nowMs = 0;
  for (const { at, line } of commandsOf(family)) {
    const atMs = at * 1000;
    await pbx.clock.advance(atMs - nowMs);
    nowMs = atMs;
    void pbx.pbx.ports.use(commandsPort).run(line);
  }
  await pbx.clock.advance(secondsOf(family) * 1000 - nowMs);
  const log = pbx.log.records.map(({ level, message }) => `${level.toUpperCase()} ${message}`);
  return new Map(
    [...heardOf(family, log)].map(([one, heard]) => {
      const files = heldBy(family, one, spool);
      return [one.name, { ...heard, ...(files.length > 0 && { files }) }];
    }),
  );
}

describe.each(heardFamilies)('$name: a call hears and does what it does on a real Asterisk', (family) => {
  const recording: HeardRecording = JSON.parse(readFileSync(heardPath(family), 'utf8'));
  const played = play(family, recording);
  test.each(family.cases)('$name', async (one) => {
    const { name, differs } = one;
    const ours = comparable(one, (await played).get(name), recording.cases[name]);
    const theirs = comparable(one, recording.cases[name]);
    if (differs === undefined) expect(ours).toEqual(theirs);
    else expect(ours, 'it does not differ any more').not.toEqual(theirs);
  });
});
