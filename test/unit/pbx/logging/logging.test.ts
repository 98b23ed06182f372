import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogHub } from '../../../../src/base/log.ts';
import { memorySource } from '../../../../src/config/source.ts';
import { createConfigFiles } from '../../../../src/pbx/services/config-files.ts';
import { LoggingService } from '../../../../src/pbx/services/logging/logging.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(text?: string): { hub: LogHub; logging: LoggingService } {
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
