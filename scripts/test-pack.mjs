// Packs the package, installs it into an empty folder as a user would, and runs it there: built JavaScript, no sources, no checkout.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeBinary, root } from './setup.mjs';

const folder = mkdtempSync(join(tmpdir(), 'asterism-pack-'));
const env = { ...process.env, PATH: `${join(nodeBinary(), '..')}:${process.env.PATH}` };

function run(command, args, cwd = root) {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', env });
  if (result.status !== 0) {
    process.stderr.write(
      `${command} ${args.join(' ')} ended with ${result.status}\n${result.stdout}${result.stderr}${result.error ?? ''}\n`,
    );
    process.exit(1);
  }
  return result.stdout;
}

try {
  const tarball = run('npm', ['pack', '--silent', '--pack-destination', folder]).trim().split('\n').at(-1);
  run('npm', [
    'install',
    '--global',
    '--prefix',
    folder,
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    join(folder, tarball),
  ]);
  const program = join(folder, 'bin', 'asterism');
  const version = run(program, ['--version'], folder);
  if (!/\d+\.\d+/.test(version)) throw new Error(`--version printed '${version}'`);
  run(program, ['check', join(folder, 'lib/node_modules/asterism/examples/first-call')], folder);
  process.stdout.write(`installed and ran: ${version}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
