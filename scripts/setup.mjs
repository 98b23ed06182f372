// What `npm start` and `npm test` do before anything else, on a fresh clone: the npm dependencies (among them the right Node), and the
// Debian packages asked for, where this user may install them. Plain JavaScript that any Node from 18 on runs.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stamp = join(modules, '.asterism-setup');

/** What a newcomer hears prompts with. */
export const soundPackages = [
  'espeak-ng',
  'asterisk-core-sounds-en', // the link `en`, without which only a name such as en_US_f_Allison is there
  'asterisk-core-sounds-en-gsm',
  'asterisk-core-sounds-en-wav',
];
/** The peers of the interop tests. */
export const peerPackages = [
  ...soundPackages,
  'sip-tester',
  'baresip-core',
  'sox',
  'python3-panoramisk',
  'libasterisk-agi-perl',
  'libtelephony-asterisk-ami-perl',
  'ruby-ami',
  'iproute2',
  'radicale',
  'prosody',
  'openssl',
];

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
}

/** Installs the npm dependencies if the lock file has changed since the last time; those of another checkout, linked here, stay as they are. */
export function installDependencies() {
  // not `npm ci`: it refuses a lock file without the optional binaries of other platforms, which not every registry mirror offers
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    process.stdout.write('setting up: node_modules is a link to those of another checkout, and is left as it is\n');
    return;
  }
  process.stdout.write('setting up: npm dependencies\n');
  const result = run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  if (result.status !== 0) {
    process.stderr.write('setting up: npm install failed; its messages above say why\n');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

/** Runs a program in this one's place: its output, what this one is told by signals, and its exit code. */
export function handOver(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  process.on('SIGINT', () => child.kill('SIGINT'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

/** The Node that runs the sources: the one that the dependencies brought, or this one if it is new enough. */
export function nodeBinary() {
  const own = join(root, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  process.stderr.write(
    `setting up: Node 24 or newer is needed, this is ${process.version}, and the npm package 'node' did not bring one\n`,
  );
  process.exit(1);
}

function isInstalled(name) {
  const result = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' });
  return result.status === 0 && result.stdout.includes('install ok installed');
}

/** Installs Debian packages where that may be done without asking; otherwise says which are missing. Returns the missing ones. */
export function installPackages(names) {
  if (spawnSync('dpkg-query', ['--version']).status !== 0) return names;
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return [];
  const isRoot = process.getuid?.() === 0;
  const sudo = !isRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (isRoot || sudo) {
    process.stdout.write(`setting up: Debian packages ${missing.join(' ')}\n`);
    const apt = (args) =>
      spawnSync(isRoot ? 'apt-get' : 'sudo', isRoot ? args : ['-n', 'apt-get', ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt(['update', '-qq']);
    if (apt(['install', '-y', '-qq', '--no-install-recommends', ...missing]).status !== 0) {
      for (const name of missing) apt(['install', '-y', '-qq', '--no-install-recommends', name]);
    }
  }
  const still = missing.filter((name) => !isInstalled(name));
  if (still.length > 0)
    process.stdout.write(
      `setting up: not installed, and not needed to go on: ${still.join(' ')} (apt-get install ${still.join(' ')})\n`,
    );
  return still;
}
