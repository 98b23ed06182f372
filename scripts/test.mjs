// `npm test`: sets up what is missing, then types, lint, layers, generated files, unused code, unit and scenario tests, interop, and the package.
// Ends with one plain line: N passed, N failed, N skipped. `npm test -- unit` runs only the steps named.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installDependencies, installPackages, nodeBinary, peerPackages, root } from './setup.mjs';

installDependencies();
const missing = installPackages(peerPackages);
const node = process.env.ASTERISM_TEST_NODE ?? nodeBinary();
const results = join(root, '.cache', 'test');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
// the right Node first, for whatever a step or a test starts by name
const env = { ...process.env, PATH: `${join(node, '..')}:${process.env.PATH}`, FORCE_COLOR: '0' };
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const skips = [];

function command(args) {
  const started = Date.now();
  const result = spawnSync(node, args, { cwd: root, encoding: 'utf8', env, maxBuffer: 64 * 1024 * 1024 });
  return {
    ok: result.status === 0,
    output: `${result.stdout ?? ''}${result.stderr ?? ''}`,
    seconds: ((Date.now() - started) / 1000).toFixed(1),
  };
}

function single(name, args) {
  const { ok, output, seconds } = command(args);
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`);
  if (ok) total.passed++;
  else {
    total.failed++;
    failures.push(name);
    process.stdout.write(`${output}\n`);
  }
}

function vitest(name, config) {
  const file = join(results, `${name}.json`);
  const { ok, output, seconds } = command([
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  if (!existsSync(file)) {
    total.failed++;
    failures.push(name);
    process.stdout.write(`FAIL ${name}: no result\n${output}\n`);
    return;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of report.testResults) {
    if (suite.assertionResults.length === 0 && suite.status === 'failed') {
      counts.failed++;
      failures.push(`${suite.name.replace(`${root}/`, '')}: ${suite.message}`);
    }
    for (const test of suite.assertionResults) {
      if (test.status === 'passed') counts.passed++;
      else if (test.status === 'failed') {
        counts.failed++;
        failures.push(`${suite.name.replace(`${root}/`, '')}: ${test.fullName}\n${test.failureMessages.join('\n')}`);
      } else {
        counts.skipped++;
        skips.push(test.fullName);
      }
    }
  }
  if (!ok && counts.failed === 0) {
    // A hook that fails or a process that breaks down leaves tests out: the report has them as skipped.
    counts.failed++;
    failures.push(`${name}: no test failed, but the run did\n${output.slice(-5000)}`);
  }
  process.stdout.write(
    `${counts.failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped (${seconds} s)\n`,
  );
  for (const key of Object.keys(total)) total[key] += counts[key];
}

const bin = (path) => join(root, 'node_modules', path);
const STEPS = {
  types: () => single('types', [bin('tsc7/bin/tsc'), '-p', '.']),
  lint: () => single('lint', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']),
  layers: () => single('layers', [bin('dependency-cruiser/bin/dependency-cruise.mjs'), 'src']),
  generated: () => {
    single('manifest is up to date', ['scripts/manifest.mjs', '--check']);
    single('the generated docs are up to date', ['scripts/docs.mjs', '--check']);
  },
  unused: () => single('no unused files, exports or dependencies', [bin('knip/bin/knip.js')]),
  unit: () => vitest('unit and scenarios', 'vitest.config.ts'),
  interop: () => vitest('interop', 'vitest.interop.config.ts'),
  package: () => single('the packed package installs and runs', ['scripts/test-pack.mjs']),
};

const wanted = process.argv.slice(2);
for (const [name, step] of Object.entries(STEPS)) if (wanted.length === 0 || wanted.includes(name)) step();

if (skips.length > 0) process.stdout.write(`\nskipped:\n${skips.map((one) => `  ${one}`).join('\n')}\n`);
if (missing.length > 0) process.stdout.write(`  (packages that are missing here: ${missing.join(' ')})\n`);
if (failures.length > 0) process.stdout.write(`\nfailed:\n${failures.map((one) => `  ${one}`).join('\n')}\n`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(total.failed === 0 ? 0 : 1);
