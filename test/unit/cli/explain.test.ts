import { describe, expect, it } from 'vitest';
import { allKinds, explain } from '../../../src/cli/explain.ts';
import { runCommand } from '../../support/cli-output.ts';

const run = (...args: string[]) => runCommand(explain, ...args);

describe('asterism explain', () => {
  it('tells what a code means, however it is written', async () => {
    const { code, out } = await run('cf0104');
    expect(code).toBe(0);
    expect(out).toMatch(/^CF0104 \(error\): a template or section that does not exist\n\n/);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('lists the codes of every room, each once', async () => {
    const kinds = await allKinds();
    const codes = kinds.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual(expect.arrayContaining(['CF0101', 'CK0201', 'DP0201']));
    expect((await run()).out.split('\n').length).toBe(codes.length + 1);
  });

  it('exits 2 for an unknown code, with a near one', async () => {
    expect(await run('DP02O1')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('did you mean DP0201?'),
    });
    expect(await run('--x')).toMatchObject({ code: 2 });
  });
});
