// Packs the package, installs it into an empty folder as a user would, and runs it there: built JavaScript, no sources, no checkout.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { nodeBinary, root } from './setup.mjs';

const folder = mkdtempSync(join(tmpdir(), 'asterism-pack-'));
const env = { ...process.env, PATH: `${join(nodeBinary(), '..')}:${process.env.PATH}` };
const AMI_PORT = 25_958;
/** A program of somebody else's: it runs, and the types that it relies on are there. */
const PROGRAM = `import { serveAgi } from 'asterism/agi';
import { type AmiCallOutcome, AmiClient, connectAmi } from 'asterism/ami';
export const outcome = (call: AmiCallOutcome): string => (call.outcome === 'failed' ? String(call.reason) : call.outcome);
export const connect = (): AmiClient => connectAmi({ host: '127.0.0.1', username: 'boss', secret: 's' });
const served = await serveAgi({ menu: async (script) => void (await script.answer()) }, { port: 0 });
if (!served.ok) throw new Error(served.fault.message);
console.log('served');
served.value.close();
`;

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

/** Packs the package in this folder. @returns the file. */
function pack(from) {
  return join(folder, run('npm', ['pack', '--silent', '--pack-destination', folder], from).trim().split('\n').at(-1));
}

/** Installs the packed package with what the registry has for it; with what this checkout has where the registry cannot be reached. */
function install(tarball) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const into = ['install', '--global', '--prefix', folder, ...quiet];
  const soon = ['--prefer-offline', '--fetch-retries=0', '--fetch-timeout=20000'];
  const result = spawnSync('npm', [...into, ...soon, tarball], { cwd: root, encoding: 'utf8', env });
  if (result.status === 0) return;
  if (!/\b(EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|ENOTCACHED)\b/.test(result.stderr)) {
    process.stderr.write(result.stderr);
    process.exit(1);
  }
  const staged = join(folder, 'package');
  run('tar', ['-xzf', tarball, '-C', folder]);
  const [, ...dependencies] = run('npm', ['ls', '--omit=dev', '--all', '--parseable']).trim().split('\n');
  for (const from of dependencies) cpSync(from, join(staged, relative(root, from)), { recursive: true });
  const description = JSON.parse(readFileSync(join(staged, 'package.json'), 'utf8'));
  const bundled = { ...description, bundleDependencies: true, scripts: {} };
  writeFileSync(join(staged, 'package.json'), JSON.stringify(bundled));
  run('npm', [...into, '--offline', pack(staged)]);
}

/** The libraries, as a program outside of the checkout has them: in JavaScript, and their types. */
function runClients() {
  const installed = join(folder, 'lib/node_modules/asterism');
  const call = ['127.0.0.1', String(AMI_PORT), 'boss', 's', 'Local/s@default/n', 'Wait', '0.1'];
  const told = run('node', [join(installed, 'examples/clients/call.mjs'), ...call], folder);
  if (!/^answered: Local\/s@default-\w+;1\nover: \d+/m.test(told)) throw new Error(`call.mjs said:\n${told}`);
  const outside = join(folder, 'outside');
  mkdirSync(join(outside, 'node_modules'), { recursive: true });
  symlinkSync(installed, join(outside, 'node_modules/asterism'));
  writeFileSync(join(outside, 'package.json'), '{"type": "module"}');
  writeFileSync(join(outside, 'program.ts'), PROGRAM);
  if (run('node', ['program.ts'], outside) !== 'served\n') throw new Error('a program could not serve scripts');
  const compilerOptions = { module: 'NodeNext', target: 'ES2024', strict: true, noEmit: true, skipLibCheck: true };
  const types = { typeRoots: [join(root, 'node_modules/@types')], types: ['node'] };
  const project = { compilerOptions: { ...compilerOptions, ...types, lib: ['ES2024', 'ESNext.Disposable'] } };
  writeFileSync(join(outside, 'tsconfig.json'), JSON.stringify(project));
  run('node', [join(root, 'node_modules/tsc7/bin/tsc'), '-p', outside], outside);
}

try {
  install(pack(root));
  const program = join(folder, 'bin', 'asterism');
  const version = run(program, ['--version'], folder);
  if (!/\d+\.\d+/.test(version)) throw new Error(`--version printed '${version}'`);
  if (!run(program, ['explain', 'DP0201'], folder).includes('DP0201'))
    throw new Error('explain does not know its codes');
  run(program, ['check', join(folder, 'lib/node_modules/asterism/examples/first-call')], folder);
  const etc = join(folder, 'etc');
  mkdirSync(etc);
  writeFileSync(join(etc, 'extensions.conf'), '[default]\nexten => s,1,Answer()\n same => n,Wait(60)\n');
  writeFileSync(
    join(etc, 'manager.conf'),
    `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${AMI_PORT}\n[boss]\nsecret=s\nread=all\nwrite=all\n`,
  );
  const instance = ['--config', etc, '--state', join(folder, 'state')];
  run(program, instance, folder); // returns once it is up, media worker and all
  try {
    run(program, [...instance, '-rx', 'channel originate Local/s@default application Wait 60'], folder);
    let channels = '';
    for (let tries = 0; tries < 50 && !channels.includes('Wait(60)'); tries++)
      channels = run(program, [...instance, '-rx', 'core show channels'], folder);
    if (!channels.includes('Wait(60)')) throw new Error(`no call came about:\n${channels}`);
    runClients();
  } finally {
    run(program, [...instance, '-rx', 'core stop now'], folder);
  }
  process.stdout.write(`installed and ran: ${version}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
