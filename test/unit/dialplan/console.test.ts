import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandsPort } from '../../../src/pbx/ports/commands.ts';
import { type DialplanHouse, openDialplan } from '../../support/dialplan-house.ts';

/** A dialplan with many faults, and what a real Asterisk 16 printed of it. */
const recording: {
  readonly conf: readonly string[];
  readonly commands: ReadonlyArray<{ readonly command: string; readonly output: readonly string[] }>;
} = JSON.parse(readFileSync(new URL('../../conformance/dialplan/console.json', import.meta.url), 'utf8'));

/** What is printed in other words, and why. */
const OTHER_WORDS = new Set([
  'dialplan eval function TOUPPER(a b)',
  'dialplan set global X',
  'dialplan show three two',
]);

describe('console commands recorded from Asterisk', () => {
  let house: DialplanHouse;

  beforeAll(async () => {
    house = await openDialplan(recording.conf.join('\n'));
  });
  afterAll(() => house.close());

  test.each(recording.commands.filter(({ command }) => !OTHER_WORDS.has(command)))(
    '$command',
    async ({ command, output }) => {
      const { text } = await house.test.pbx.ports.use(commandsPort).run(command);
      expect(text.split('\n')).toEqual(output);
    },
  );
});
