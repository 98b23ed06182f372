import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './source-files.ts';

const folder = join(root, '.cache', 'client-docs');
/** A mistake that the types must find. */
const WRONG = `import { connectAmi } from 'asterism/ami';
const ami = connectAmi({ host: '127.0.0.1', username: 'boss', secret: 's' });
ami.on('Hangup', (event) => event.get('Chanel'));
`;

test('the programs of docs/clients.md fit the packages, and the types find a wrong header', { timeout: 90_000 }, () => {
  const blocks = [...readFileSync(join(root, 'docs', 'clients.md'), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)];
  expect(blocks.length).toBeGreaterThan(5);
  mkdirSync(folder, { recursive: true });
  try {
    for (const [, code = ''] of blocks)
      writeFileSync(join(folder, /^\/\/ (\w+\.ts)$/m.exec(code)?.[1] ?? 'nameless'), code);
    writeFileSync(join(folder, 'wrong.ts'), WRONG);
    const compilerOptions = { customConditions: ['asterism-source'], noEmit: true };
    const project = { extends: join(root, 'tsconfig.json'), compilerOptions, include: ['*.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
    const tsc = join(root, 'node_modules/tsc7/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' });
    const faults = stdout
      .trim()
      .split('\n')
      .filter((line) => /: error TS\d+: /.test(line));
    // one line of text: what is told when it fails is told in full
    expect(faults.join('; ')).toMatch(/^[^;]*wrong\.ts\(3,\d+\): error [^;]*'"Chanel"'[^;]*$/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
