import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestPbx } from '../support/test-pbx.ts';
import { layOutMusic, managerRecordingPath, managerSnippetFiles, managerSnippetText } from './manager-recorder.ts';
import { playManagerSnippet } from './manager-session.ts';
import {
  comparableAnswer,
  type ManagerAnswer,
  type ManagerRecording,
  managerConf,
  readManagerSnippet,
} from './manager-snippet.ts';
// An unknown command looks there, in real time; here it is at hand.
import '../../src/extend/not-built-commands.ts';

describe.each(managerSnippetFiles())('%s as recorded from Asterisk', (file) => {
  const snippet = readManagerSnippet(managerSnippetText(file));
  const path = managerRecordingPath(file);
  const { recorded, answers }: ManagerRecording = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : { recorded: 0, answers: [] };
  const requests = snippet.steps.filter((step) => 'action' in step);
  let ours: readonly ManagerAnswer[] = [];

  beforeAll(async () => {
    layOutMusic('');
    await using pbx = await openTestPbx({
      noload: ['res_console'],
      technologies: ['Phone'],
      startMs: recorded,
      config: { 'extensions.conf': '[general]\n', ...snippet.files, 'manager.conf': managerConf(5038) },
    });
    ours = await playManagerSnippet(snippet, {
      network: pbx.network,
      port: 5038,
      rest: (ms) => pbx.clock.advance(ms),
    });
  });

  test.each(requests.map((request, index) => ({ ...request, index })))(
    '$action',
    ({ action, differs, instead, index }) => {
      const theirs = answers[index];
      expect(theirs?.action, 'what Asterisk answered is not recorded: npm run record-conformance').toBe(action);
      const answered = comparableAnswer(theirs?.answer);
      let wanted = answered;
      for (const [from, to] of instead) {
        expect(wanted, 'it does not differ any more').toContain(from);
        wanted = wanted.replaceAll(from, to);
      }
      const got = comparableAnswer(ours[index]?.answer);
      if (differs === undefined || instead.length > 0) expect(got).toBe(wanted);
      else expect(got, 'it does not differ any more').not.toBe(answered);
    },
  );
});
