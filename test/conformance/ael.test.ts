import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { openTestPbx } from '../support/test-pbx.ts';
import { AEL_CASES, aelCases, aelContexts, aelText } from './ael-recorder.ts';

test.each(aelCases())('ael/%s.ael is the dialplan that a real Asterisk made of it', async (name) => {
  await using pbx = await openTestPbx({
    config: { 'extensions.conf': '[general]\n', 'extensions.ael': aelText(name) },
  });
  const { text } = await pbx.pbx.ports.use(commandsPort).run('dialplan show');
  const recorded = readFileSync(join(AEL_CASES, `${name}.txt`), 'utf8');
  expect(aelContexts(text)).toBe(recorded.trimEnd());
});
