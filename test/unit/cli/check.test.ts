import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../../src/cli/check.ts';
import { runCommand } from '../../support/cli-output.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-check-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => runCommand(check, ...args);

describe('asterism check', () => {
  it('exits 2 where it is used wrongly', async () => {
    expect(await run()).toMatchObject({ code: 2, out: '', err: expect.stringContaining('usage: asterism check DIR') });
    expect(await run(folder, '--fxi')).toMatchObject({ code: 2, err: expect.stringContaining('unknown option --fxi') });
    expect(await run(join(folder, 'nowhere'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not a folder'),
    });
    expect(await run(folder, folder)).toMatchObject({ code: 2 });
  });

  it('exits 0 without errors, 1 with one, and names files as the caller can open them', async () => {
    writeFileSync(join(folder, 'rtp.conf'), '[general]\nrtpstrat=10000\n');
    const warned = await run(folder);
    expect(warned.code).toBe(0);
    expect(warned.out).toContain(`--> ${join(folder, 'rtp.conf')}:2:1`);
    expect(warned.out).toMatch(/1 file checked: 0 errors, 1 warning, 0 notes\n$/);
    writeFileSync(join(folder, 'rtp.conf'), '[general]\nrtpstart=many\n');
    expect((await run(folder)).code).toBe(1);
  });

  it('prints an array for programs', async () => {
    const { code, out } = await run('--json', folder);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([
      {
        code: 'CF0202',
        severity: 'error',
        message: "'rtpstart' cannot be 'many'",
        file: join(folder, 'rtp.conf'),
        line: 2,
        column: 10,
        endColumn: 14,
        notes: [],
        help: 'write a whole number from 1024 to 65535',
      },
    ]);
  });

  it('rewrites what has one exact rewrite, and leaves all else as it is', async () => {
    rmSync(join(folder, 'rtp.conf'));
    const path = join(folder, 'extensions.conf');
    const before = Buffer.from(
      '; gr\xfc\xdfe\r\n[a]\r\nexten => s,1,ResponseTimeout(2)  \r\nexten => s,2,Goto(s|1)',
      'latin1',
    );
    writeFileSync(path, before);
    chmodSync(path, 0o640);
    const { out, err } = await run(folder, '--fix');
    expect(readFileSync(path, 'latin1')).toBe(
      '; gr\xfc\xdfe\r\n[a]\r\nexten => s,1,Set(TIMEOUT(response)=2)  \r\nexten => s,2,Goto(s,1)',
    );
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['extensions.conf']);
    expect(err).toBe(`${path}: 2 rewritten\n`);
    expect(out).not.toContain('DP05');
  });
});
