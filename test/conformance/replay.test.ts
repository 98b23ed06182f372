import { existsSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { type DialplanHouse, openDialplan } from '../support/dialplan-house.ts';
import { recordingPath, snippetFiles, snippetText } from './recorder.ts';
import { shell } from './shell.ts';
import {
  type CallOutcome,
  comparable,
  givenFiles,
  type LineOutcome,
  logEntry,
  outcomes,
  type Recording,
  readSnippet,
  type Start,
} from './snippet.ts';

/** The file that the snippets of FILE write; there is none at first. */
const SCRATCH = '/tmp/asterism-conformance-a';

/** What opens ports of its own or works the console. */
const NOT_NEEDED = ['manager', 'res_manager', 'asterisk', 'res_console'];

const NOT_RECORDED = 'what Asterisk did is not recorded: npm run record-conformance';

describe.each(snippetFiles())('%s as recorded from Asterisk', (file) => {
  const snippet = readSnippet(file, snippetText(file));
  const path = recordingPath(file);
  const recording: Recording = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { recorded: 0 };
  const { lines } = snippet;
  let house: DialplanHouse;
  let ours: readonly LineOutcome[] = [];

  beforeAll(async () => {
    rmSync(SCRATCH, { force: true });
    house = await openDialplan(snippet.dialplan, {
      config: givenFiles,
      processes: shell,
      startMs: recording.recorded,
      noload: NOT_NEEDED,
      technologies: ['Phone'],
    });
    if (lines) ours = outcomes(lines, await call('s@probe'));
  });
  afterAll(async () => {
    await house.close();
    rmSync(SCRATCH, { force: true });
  });

  async function call(at: string): Promise<string[]> {
    const [exten = '', context = ''] = at.split('@');
    const from = house.records.length;
    const channel = await house.call(exten, context);
    return house.records.slice(from).map((record) => logEntry(record, channel.name));
  }

  if (lines) {
    const show = ({ value, log }: { readonly value?: string; readonly log?: readonly string[] } = {}): object => ({
      value,
      log: comparable(log),
    });
    test.each(lines.map((line, index) => ({ ...line, index })))('$text', ({ text, differs, index }) => {
      const theirs = recording.lines?.[index];
      expect(theirs?.text, NOT_RECORDED).toBe(text);
      if (differs === undefined) expect(show(ours[index])).toEqual(show(theirs));
      else expect(show(ours[index]), 'it does not differ any more').not.toEqual(show(theirs));
    });
    return;
  }
  const numbered = <T>(list: readonly T[]): Array<T & { readonly index: number }> =>
    list.map((one, index) => ({ ...one, index }));
  const compare = (ours: readonly string[], { at, differs }: Start, theirs: CallOutcome | undefined): void => {
    expect(theirs?.at, NOT_RECORDED).toBe(at);
    if (differs === undefined) expect(comparable(ours)).toEqual(comparable(theirs?.log));
    else expect(comparable(ours), 'it does not differ any more').not.toEqual(comparable(theirs?.log));
  };
  if (snippet.starts.length > 0)
    test.each(numbered(snippet.starts))('$at', async ({ index, ...start }) => {
      compare(await call(start.at), start, recording.calls?.[index]);
    });
  if (snippet.commands.length > 0)
    test.each(numbered(snippet.commands))('$at', async ({ index, ...command }) => {
      const { text } = await house.test.pbx.ports.use(commandsPort).run(command.at);
      compare(text.split('\n'), command, recording.commands?.[index]);
    });
});
