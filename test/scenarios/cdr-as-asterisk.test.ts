import { existsSync, mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import {
  CDR_CASES,
  CDR_CSV,
  CDR_FILES,
  CDR_ROUNDS,
  CDR_SECONDS,
  type CdrAction,
  type CdrLine,
  comparable,
  recordsByCase,
} from '../support/cdr-cases.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const recorded: Record<string, Record<string, CdrLine[]>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../conformance/cdr/records.json'), 'utf8'),
);

async function act(pbx: TestPbx, name: string, action: CdrAction): Promise<void> {
  const channelNamed = (pattern: string): string => {
    const [start = '', end = ''] = pattern.split('*');
    const found = pbx.pbx.channels.list().find((one) => one.name.startsWith(start) && one.name.endsWith(end));
    if (!found) throw new Error(`no channel ${pattern}`);
    return found.name;
  };
  const filled = (text: string): string => text.replaceAll(/\{(.*?)\}/g, (_, pattern: string) => channelNamed(pattern));
  if (action.console) void pbx.pbx.ports.use(commandsPort).run(filled(action.console));
  if (action.manager)
    await redirect(pbx, Object.fromEntries(action.manager.map(([header, value]) => [header, filled(value)])));
  if (action.callFile) {
    const { spool } = pbx.directories;
    mkdirSync(join(spool, 'tmp'), { recursive: true });
    writeFileSync(join(spool, 'tmp', name), action.callFile);
    const then = pbx.clock.now() / 1000 - 60;
    utimesSync(join(spool, 'tmp', name), then, then);
    renameSync(join(spool, 'tmp', name), join(spool, 'outgoing', name));
  }
}

/** The manager action Redirect of two channels: the second one first, as it waits for the first. */
async function redirect(pbx: TestPbx, headers: Readonly<Record<string, string>>): Promise<void> {
  const of = (prefix: string): void => {
    const channel = pbx.pbx.channels.find(headers[`${prefix}Channel`] ?? '');
    channel?.redirect({
      context: headers[`${prefix}Context`] ?? '',
      exten: headers[`${prefix}Exten`] ?? '',
      priority: Number(headers[`${prefix}Priority`]),
    });
  };
  of('Extra');
  of('');
}

async function play(cdrConf: string): Promise<Record<string, CdrLine[]>> {
  await using pbx = await openTestPbx({
    config: { ...CDR_FILES, 'cdr.conf': cdrConf + CDR_CSV },
    startMs: Math.floor(systemClock.now() / 1000) * 1000,
  });
  const actions = CDR_CASES.flatMap(({ name, actions: its }) => its.map((action) => ({ name, action })));
  const times = [...new Set(actions.map(({ action }) => action.at))].sort((one, other) => one - other);
  let now = 0;
  for (const at of times) {
    await pbx.clock.advance((at - now) * 1000);
    now = at;
    for (const { name, action } of actions) if (action.at === at) await act(pbx, name, action);
  }
  await pbx.clock.advance((CDR_SECONDS - now) * 1000);
  await pbx.pbx.modules.unload('cdr_csv', true);
  const path = join(pbx.directories.log, 'cdr-csv', 'Master.csv');
  return existsSync(path) ? recordsByCase(readFileSync(path, 'utf8')) : {};
}

describe.each(Object.keys(CDR_ROUNDS))('the records of a real Asterisk: %s', (round) => {
  const played = play(CDR_ROUNDS[round] ?? '');
  test.each(CDR_CASES.map(({ name }) => name))('%s', async (name) => {
    const theirs = recorded[round]?.[name] ?? [];
    const ours = (await played)[name] ?? [];
    expect(comparable(ours, theirs)).toEqual(comparable(theirs, theirs));
  });
});
