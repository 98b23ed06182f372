// `npm run test:26`: the unit and scenario tests and the interop tests on Node 26, fetched from npm into .cache.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installDependencies, root } from './setup.mjs';

installDependencies();
const folder = join(root, '.cache', 'node26');
const node = join(folder, 'node_modules', 'node', 'bin', 'node');
if (!existsSync(node)) {
  mkdirSync(folder, { recursive: true });
  spawnSync(
    'npm',
    ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--loglevel=error', 'node@26'],
    { stdio: 'inherit' },
  );
}
if (!existsSync(node)) {
  process.stderr.write('test:26: npm did not bring Node 26\n');
  process.exit(1);
}
const steps = process.argv.slice(2);
const result = spawnSync(
  process.execPath,
  [join(root, 'scripts', 'test.mjs'), ...(steps.length > 0 ? steps : ['unit', 'interop'])],
  {
    stdio: 'inherit',
    env: { ...process.env, ASTERISM_TEST_NODE: node },
  },
);
process.exit(result.status ?? 1);
