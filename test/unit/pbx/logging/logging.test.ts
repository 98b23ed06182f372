import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogHub } from '../../../../src/base/log.ts';
import { memorySource } from '../../../../src/config/source.ts';
import type { Processes } from '../../../../src/pbx/ports/processes.ts';
import { createConfigFiles } from '../../../../src/pbx/services/config-files.ts';
import { LoggingService } from '../../../../src/pbx/services/logging/logging.ts';
import { NO_PROCESSES } from '../../../support/test-pbx.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(
  text?: string,
  processes: Pick<Processes, 'start' | 'shell'> = NO_PROCESSES,
): { hub: LogHub; logging: LoggingService } {
  const hub = new LogHub(() => 1_000_000);
  const source = memorySource(text === undefined ? {} : { 'logger.conf': text });
  const logging = new LoggingService({
    hub,
    configFiles: createConfigFiles(source, hub.logger('config')),
    folder,
    hostName: 'host',
    processId: 7,
    now: () => 1_000_000,
    verbosity: 2,
    debug: 0,
    processes,
  });
  logging.reload();
  return { hub, logging };
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8').replace(/^\[[^\]]*\] /gm, '');

test('each log takes the levels it asks for', () => {
  const { hub, logging } = open(
    '[general]\n[logfiles]\nfull => notice,error,verbose(4)\nquiet => warning\nown => verbose\n',
  );
  const log = hub.logger('test');
  log.notice('n');
  log.warning('w');
  log.verbose(2, 'two');
  log.verbose(4, 'four');
  log.verbose(5, 'five');
  logging.close();
  expect(read('full')).toBe('NOTICE[7] test: n\nVERBOSE[7] test: two\nVERBOSE[7] test: four\n');
  expect(read('quiet')).toBe('WARNING[7] test: w\n');
  expect(read('own')).toBe('VERBOSE[7] test: two\n');
});

test('without logger.conf warnings go to messages, and consoles show them', () => {
  const { hub, logging } = open();
  hub.logger('test').warning('w');
  logging.close();
  expect(read('messages')).toBe('WARNING[7] test: w\n');
  expect(logging.consoleShows('verbose')).toBe(true);
  expect(logging.consoleShows('debug')).toBe(false);
});

test('a level can be shown and hidden until the next reload', () => {
  const { logging } = open();
  logging.setConsoleLevel('debug', true);
  logging.setConsoleLevel('notice', false);
  expect(logging.list().at(-1)).toMatchObject({ type: 'Console', levels: ['debug', 'warning', 'error', 'verbose'] });
  logging.reload();
  expect(logging.consoleShows('notice')).toBe(true);
  logging.close();
});

test.each([
  ['sequential', ['full', 'full.0', 'full.1'], 'full.1'],
  ['rotate', ['full', 'full.0', 'full.1'], 'full.0'],
  ['timestamp', ['full', 'full.1000', 'full.1000.1'], 'full.1000.1'],
  ['none', ['full'], 'full'],
])('rotation %s', (strategy, names, newestOld) => {
  const { hub, logging } = open(`[general]\nrotatestrategy=${strategy}\n[logfiles]\nfull => notice\n`);
  hub.logger('test').notice('first');
  logging.rotate();
  hub.logger('test').notice('second');
  logging.rotate();
  hub.logger('test').notice('third');
  logging.close();
  expect(readdirSync(folder).sort()).toEqual(names);
  expect(read(newestOld)).toContain('second');
  expect(read('full')).toContain('third');
});

test('a faulty logger.conf is told, and what can be read holds', () => {
  const { hub, logging } = open('[general]\n[logfiles]\nfull => notice,eror\n');
  hub.logger('test').notice('n');
  logging.close();
  expect(read('full')).toBe('NOTICE[7] test: n\n');
});

test('[plain] and [json] have their own forms', () => {
  const { hub, logging } = open('[logfiles]\npl => [plain]notice\njs => [json]notice\n');
  hub.logger('test').notice('n');
  logging.close();
  expect(read('pl')).toBe('NOTICE[7]: test: n\n');
  expect(JSON.parse(readFileSync(join(folder, 'js'), 'utf8'))).toMatchObject({
    logmsg: { level: 'NOTICE', message: 'n' },
  });
});

test("levels of one's own have their logs, and `*` takes them too", () => {
  const { hub, logging } = open(
    '[general]\ncustom_levels=Alpha,beta\n[logfiles]\nown => alpha\nall => *\nconsole => beta\n',
  );
  const log = hub.logger('test');
  expect(log.custom('ALPHA', 'a')).toBe(true);
  expect(log.custom('beta', 'b')).toBe(true);
  expect(log.custom('gamma', 'c')).toBe(false);
  expect(logging.list().map(({ levels }) => levels.join(' '))).toEqual([
    'debug trace notice warning error verbose dtmf security Alpha beta',
    'Alpha',
    'beta',
  ]);
  expect([logging.consoleShows('beta'), logging.consoleShows('alpha')]).toEqual([true, false]);
  logging.close();
  expect(read('own')).toBe('Alpha[7] test: a\n');
  expect(read('all')).toBe('Alpha[7] test: a\nbeta[7] test: b\n');
});

test('a log is added and removed while the instance runs, and outlasts a reload', () => {
  const { hub, logging } = open('[logfiles]\nfull => error\n');
  expect(logging.add('extra', '[json]notice')).toBeUndefined();
  expect(logging.add('extra', 'notice')).toBe("Logger channel 'extra' already exists");
  expect(logging.add('other', '[xml]notice')).toBe("there is no formatter 'xml'");
  logging.reload();
  hub.logger('test').notice('n');
  expect(logging.list().map(({ name, formatter }) => `${name.replace(folder, '')} ${formatter}`)).toEqual([
    '/extra json',
    '/full default',
  ]);
  expect(logging.remove('full')).toBe(false);
  expect(logging.remove('extra')).toBe(true);
  hub.logger('test').notice('later');
  logging.close();
  expect(readFileSync(join(folder, 'extra'), 'utf8')).not.toContain('later');
});

test('a command runs after a rotation', () => {
  const lines: string[] = [];
  const shell: Processes['shell'] = (line) => {
    lines.push(line);
    return Promise.resolve({ exitCode: 0, stdout: Buffer.alloc(0), stderr: '' });
  };
  const { hub, logging } = open(
    '[general]\nrotatestrategy = rotate\nexec_after_rotate = gzip -9 ${filename}.2\n[logfiles]\nfull => notice\n',
    { ...NO_PROCESSES, shell },
  );
  hub.logger('test').notice('old');
  logging.rotate();
  expect(lines).toEqual([`gzip -9 ${join(folder, 'full')}.2`]);
  expect(read('full.0')).toBe('NOTICE[7] test: old\n');
  logging.close();
});

test('the system log gets lines with their facility and severity', () => {
  const written: string[] = [];
  const commands: string[] = [];
  const start: Processes['start'] = ({ command, args }) => {
    commands.push([command, ...args].join(' '));
    return { ...silent, write: (data) => void written.push(String(data)) };
  };
  const { hub, logging } = open('[logfiles]\nsyslog.local0 => notice,error\nsyslog.nowhere => error\n', {
    ...NO_PROCESSES,
    start,
  });
  hub.logger('test').error('two\nlines');
  hub.logger('test').notice('n');
  logging.close();
  expect(commands).toEqual(['logger --prio-prefix --tag asterisk']);
  expect(written).toEqual(['<131>ERROR[7]: test: two lines\n', '<133>NOTICE[7]: test: n\n']);
});

test('the debug level of one source is above that of all', () => {
  const { hub, logging } = open('[logfiles]\ndbg => debug\n');
  expect(logging.setDebugOf('app_dial', 3)).toBe(0);
  expect(hub.logger('app_dial').wantsDebug(3)).toBe(true);
  hub.logger('app_dial').debug(3, 'deep');
  hub.logger('app_queue').debug(1, 'other');
  expect(logging.setDebugOf('app_dial', 0)).toBe(3);
  hub.logger('app_dial').debug(1, 'later');
  logging.close();
  expect(read('dbg')).toBe('DEBUG[7] app_dial: deep\n');
});

/** A process that does nothing. */
const silent = { write() {}, writeThird() {}, backlog: () => 0, signal() {}, hold() {}, letGo() {} };
