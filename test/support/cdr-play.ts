import { existsSync, mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import type { CdrAction } from './cdr-case.ts';
import { CDR_CASES, CDR_FILES, CDR_SECONDS } from './cdr-cases.ts';
import { openTestPbx, type TestPbx } from './test-pbx.ts';

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

/** What all cases have left behind. */
export interface CdrPlay {
  /** Master.csv of the call records. */
  readonly records: string;
  /** Master.csv of the channel events. */
  readonly events: string;
}

/** Plays all cases at the same time, in virtual time. @param files besides {@link CDR_FILES}. */
export async function playCdrCases(files: Readonly<Record<string, string>>): Promise<CdrPlay> {
  await using pbx = await openTestPbx({
    config: { ...CDR_FILES, ...files },
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
  for (const module of ['cdr_csv', 'cel_custom']) await pbx.pbx.modules.unload(module, true);
  const read = (name: string): string => {
    const path = join(pbx.directories.log, name, 'Master.csv');
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  return { records: read('cdr-csv'), events: read('cel-custom') };
}
