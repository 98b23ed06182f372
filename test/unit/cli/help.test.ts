import { expect, test } from 'vitest';
import { check } from '../../../src/cli/check.ts';
import { explain } from '../../../src/cli/explain.ts';
import { phone } from '../../../src/cli/phone.ts';

test.each([
  ['check', check],
  ['explain', explain],
  ['phone', phone],
] as const)('asterism %s --help tells how it is used, and that is no mistake', async (name, command) => {
  for (const words of [['--help'], ['-h'], ['x', '--help']]) {
    const said = { out: '', err: '' };
    const output = {
      colour: false,
      out: (text: string) => void (said.out += text),
      err: (text: string) => void (said.err += text),
    };
    expect(await command(words, output)).toBe(0);
    expect(said.out).toMatch(new RegExp(`^usage: asterism ${name} `));
    expect(said.err).toBe('');
  }
});
