// Packs the package, installs it into an empty folder as a user would, and runs it there: built JavaScript, no sources, no checkout.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
  if (!run(program, ['explain', 'DP0201'], folder).includes('DP0201'))
    throw new Error('explain does not know its codes');
  run(program, ['check', join(folder, 'lib/node_modules/asterism/examples/first-call')], folder);
  const etc = join(folder, 'etc');
  mkdirSync(etc);
  writeFileSync(join(etc, 'extensions.conf'), '[default]\nexten => s,1,Answer()\n same => n,Wait(60)\n');
  const instance = ['--config', etc, '--state', join(folder, 'state')];
  run(program, instance, folder); // returns once it is up, media worker and all
  try {
    run(program, [...instance, '-rx', 'channel originate Local/s@default application Wait 60'], folder);
    let channels = '';
    for (let tries = 0; tries < 50 && !channels.includes('Wait(60)'); tries++)
      channels = run(program, [...instance, '-rx', 'core show channels'], folder);
    if (!channels.includes('Wait(60)')) throw new Error(`no call came about:\n${channels}`);
  } finally {
    run(program, [...instance, '-rx', 'core stop now'], folder);
  }
  process.stdout.write(`installed and ran: ${version}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
