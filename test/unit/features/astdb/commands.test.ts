import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { LogHub } from '../../../../src/base/log.ts';
import { PortRegistry } from '../../../../src/base/port.ts';
import { commandKind } from '../../../../src/extend/kinds.ts';
import { Registry } from '../../../../src/extend/registry.ts';
import { astDbPort } from '../../../../src/features/astdb/astdb-port.ts';
import { createDatabase } from '../../../../src/features/astdb/database.ts';
import { contributions } from '../../../../src/manifest.ts';
import { createCommandRunner } from '../../../../src/pbx/services/command-runner.ts';
import { openAstDb } from '../../../../src/store/ast-db.ts';

function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-test-'));
  const clock = new VirtualClock();
  const log = new LogHub(() => 0).logger('test');
  const astDb = openAstDb({ path: join(folder, 'astdb.sqlite3'), clock, log });
  onTestFinished(() => {
    astDb.close();
    rmSync(folder, { recursive: true });
  });
  const ports = new PortRegistry();
  ports.offer(astDbPort, astDb);
  const registry = new Registry();
  for (const one of contributions)
    if (one.module === 'astdb') one.addTo((kind, definition) => registry.add(kind, definition));
  expect(registry.list(commandKind).length).toBe(7);
  const runner = createCommandRunner({ registry, ports, clock, log });
  return { astDb, log, runner, rx: async (line: string) => (await runner.run(line)).text };
}

test("the database commands answer in Asterisk's words and columns", async () => {
  const { rx } = bench();
  expect(await rx('database show')).toBe('0 results found.\n');
  expect(await rx('database put fam key val')).toBe('Updated database successfully\n');
  expect(await rx('database put fam/sub k3 "a b"')).toBe('Updated database successfully\n');
  expect(await rx('database get fam key')).toBe('Value: val\n');
  expect(await rx('database get fam nokey')).toBe('Database entry not found.\n');
  const key = '/fam/key                                          : val                      \n';
  const sub = '/fam/sub/k3                                       : a b                      \n';
  expect(await rx('database show')).toBe(`${key}${sub}2 results found.\n`);
  expect(await rx('database show fam key')).toBe(`${key}1 results found.\n`);
  expect(await rx('database show fam/sub')).toBe(`${sub}1 results found.\n`);
  expect(await rx('database showkey k3')).toBe(`${sub}1 results found.\n`);
  expect(await rx('database query "SELECT key FROM astdb"')).toBe(
    'key  : /fam/key                                          \n\nkey  : /fam/sub/k3                                       \n\n',
  );
  expect(await rx('database query "SELECT bogus"')).toContain('no such column: bogus\n');
  expect(await rx('database del fam key')).toBe('Database entry removed.\n');
  expect(await rx('database del fam key')).toBe('Database entry could not be removed.\n');
  expect(await rx('database deltree fam')).toBe('1 database entries removed.\n');
  expect(await rx('database deltree fam')).toBe('Database entries do not exist.\n');
  expect(await rx(`database put fam ${'k'.repeat(300)} x`)).toBe('Failed to update entry\n');
});

test('families and keys are completed', async () => {
  const { astDb, runner } = bench();
  astDb.put('cidname', '100', 'Alice');
  astDb.put('cfw', '200', '300');
  expect(runner.complete('database get c')).toEqual(['cfw', 'cidname']);
  expect(runner.complete('database get cidname ')).toEqual(['100']);
});

test('the database port tells family and key apart at the first slash', () => {
  const { astDb, log } = bench();
  const database = createDatabase(astDb, log);
  database.put('a', 'b/c', '1');
  database.put('a', 'd', '2');
  expect(database.entries()).toEqual([
    { family: 'a', key: 'b/c', value: '1' },
    { family: 'a', key: 'd', value: '2' },
  ]);
  expect(database.entries('a', 'b')).toEqual([{ family: 'a', key: 'b/c', value: '1' }]);
  expect(database.deleteTree('a', 'b')).toBe(1);
  expect(database.delete('a', 'd')).toBe(true);
  expect(database.get('a', 'd')).toBeUndefined();
});
