import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atOurEnd } from '../test/support/end-with-us.ts';

/** A PBX under measurement. Both kinds get the same configuration files and the same callers. */
export interface Target {
  readonly name: 'asterisk' | 'asterism';
  /** Starts it with these files; resolves when it is ready, with how long that took in seconds. */
  start(files: Readonly<Record<string, string>>): Promise<Running>;
}

/** A started one. */
export interface Running {
  readonly pid: number;
  readonly readySeconds: number;
  /** The outgoing folder, as seen from outside. */
  readonly spool: string;
  rx(command: string): string;
  /** The same without holding up this process, which may be serving the PBX. */
  rxAside(command: string): Promise<string>;
  stop(): Promise<void>;
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PBX_CORE = '0';

/** Directories for both, under one folder; `seen` is that folder as the PBX sees it. */
function asteriskConf(seen: string, modules: string): string {
  return [
    '[directories]',
    `astetcdir => ${seen}/etc`,
    `astmoddir => ${modules}`,
    `astvarlibdir => ${seen}/lib`,
    `astdbdir => ${seen}/lib`,
    `astkeydir => ${seen}/lib`,
    'astdatadir => /usr/share/asterisk',
    `astagidir => ${seen}/lib/agi-bin`,
    `astspooldir => ${seen}/spool`,
    `astrundir => ${seen}/run`,
    `astlogdir => ${seen}/log`,
    '[options]',
    `verbose = ${process.env['BENCH_VERBOSE'] ?? 0}`,
    '',
  ].join('\n');
}

function layOut(folder: string, seen: string, modules: string, files: Readonly<Record<string, string>>): void {
  for (const name of [
    'etc',
    'lib/agi-bin',
    'spool/outgoing',
    'spool/outgoing_done',
    'spool/tmp',
    'run',
    'log/cdr-csv',
  ]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  writeFileSync(join(folder, 'etc', 'asterisk.conf'), asteriskConf(seen, modules));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'etc', name), text);
}

async function untilReady(child: ChildProcess, ask: () => boolean, log: () => string): Promise<number> {
  const started = performance.now();
  for (let attempt = 0; attempt < 600; attempt++) {
    if (ask()) return (performance.now() - started) / 1000;
    if (child.exitCode !== null) throw new Error(`ended before it was ready:\n${log()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`not ready after 12 s:\n${log()}`);
}

function aside(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.once('close', () => resolve(text));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(timer);
}

/** What differs between the two kinds of target. */
interface Launch {
  /** Everything of this instance lies below; removed at the end. */
  readonly folder: string;
  readonly start: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** The command line that runs one console command there. */
  readonly console: (line: string) => [string, string[]];
  /** Why it did not get ready. */
  readonly log?: () => string;
  readonly beforeRemoval?: () => void;
}

async function launch(kind: Launch): Promise<Running> {
  const [program = '', ...args] = kind.start;
  const env = kind.env ?? process.env;
  const child = spawn(program, args, { stdio: 'ignore', detached: true, env });
  const remove = (): void => rmSync(kind.folder, { recursive: true, force: true, maxRetries: 5 });
  const kill = (): void => {
    // with what it has started itself
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
  };
  const forget = atOurEnd(() => {
    kill();
    remove();
  });
  const rx = (line: string): string => {
    const [command, words] = kind.console(line);
    return spawnSync(command, words, { encoding: 'utf8' }).stdout;
  };
  const control = join(kind.folder, 'run', 'asterisk.ctl');
  const readySeconds = await untilReady(
    child,
    () => existsSync(control) && rx('core waitfullybooted').includes('fully booted'),
    kind.log ?? (() => ''),
  ).catch(async (error: unknown) => {
    kill();
    await ended(child);
    forget();
    remove();
    throw error;
  });
  return {
    pid: child.pid ?? 0,
    readySeconds,
    spool: join(kind.folder, 'spool', 'outgoing'),
    rx,
    rxAside: (line) => aside(...kind.console(line)),
    async stop() {
      rx('core stop now');
      await ended(child);
      kind.beforeRemoval?.();
      forget();
      remove();
    },
  };
}

/** A real Asterisk: installed, or in the root folder that ASTERISK_ROOT names. Undefined where there is none. */
export function asteriskTarget(): Target | undefined {
  const chroot = process.env['ASTERISK_ROOT'];
  const binary = chroot ? join(chroot, 'usr/sbin/asterisk') : '/usr/sbin/asterisk';
  if (!existsSync(binary)) return undefined;
  return {
    name: 'asterisk',
    start(files) {
      const base = chroot ? join(chroot, 'var/tmp') : tmpdir();
      mkdirSync(base, { recursive: true });
      const folder = mkdtempSync(join(base, 'bench-'));
      const seen = chroot ? folder.slice(chroot.replace(/\/$/, '').length) : folder;
      layOut(folder, seen, '/usr/lib/asterisk/modules', files);
      const inside = (args: string[]): [string, string[]] =>
        chroot
          ? ['chroot', [chroot, '/usr/sbin/asterisk', '-C', `${seen}/etc/asterisk.conf`, ...args]]
          : [binary, ['-C', `${seen}/etc/asterisk.conf`, ...args]];
      const [command, args] = inside(['-f']);
      return launch({
        folder,
        start: ['taskset', '-c', PBX_CORE, command, ...args],
        console: (line) => inside(['-rx', line]),
      });
    },
  };
}

/** The built package of this project; the sources where it has not been built. */
export function asterismTarget(options: { readonly built?: boolean } = {}): Target {
  return {
    name: 'asterism',
    start(files) {
      const folder = mkdtempSync(join(tmpdir(), 'asterism-bench-'));
      layOut(folder, folder, `${folder}/modules`, files);
      const logFile = join(folder, 'stdout');
      writeFileSync(logFile, '');
      const program = join(root, 'bin/asterism');
      const config = ['--config', join(folder, 'etc')];
      const logged = `exec taskset -c ${PBX_CORE} "$0" "$@" >"${logFile}" 2>&1`;
      return launch({
        folder,
        start: ['sh', '-c', logged, program, 'run', ...config, '--state', folder],
        env: { ...process.env, ...(options.built && { ASTERISM_BUILT: '1' }) },
        console: (line) => [program, [...config, '-rx', line]],
        log: () => readFileSync(logFile, 'utf8'),
        beforeRemoval: () => {
          if (process.env['BENCH_KEEP']) cpSync(logFile, join(tmpdir(), 'asterism-bench.log'));
        },
      });
    },
  };
}

/** Where both listen for SIP on loopback, by sip.conf and by pjsip.conf; they never run at the same time. */
export const SIP_PORT = 25060;
export const PJSIP_PORT = 25064;
/** The sipp that is called. */
export const CALLEE_PORT = 25070;
