import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { originatorPort } from '../../src/pbx/ports/originator.ts';
import { sine } from '../support/audio.ts';
import { FastAgiServer } from '../support/fast-agi.ts';
import { openTestPbx } from '../support/test-pbx.ts';
import { agiDialplan, agiRecordings, isWholeAnswer, withoutUsage } from './agi-cases.ts';

/** Where we answer otherwise, and why. */
const OTHERWISE: ReadonlyArray<{ readonly command: RegExp; readonly ours: RegExp; readonly why: string }> = [
  {
    command: /^(STREAM FILE|GET OPTION) beep /,
    ours: /^200 result=0 endpos=\d+$/,
    why: 'our beep has a length of its own',
  },
  {
    command: /^RECORD FILE \/tmp/,
    ours: /^200 result=0 \(timeout\) endpos=\d+$/,
    why: 'silence is recorded too',
  },
  {
    command: /^GET VARIABLE CALLERID\(all\)$/,
    ours: /^200 result=1 \(".*" <.*>\)$/,
    why: 'a number that is written with its name keeps both',
  },
];

const known = (command: string, theirs: string, ours: string): boolean =>
  ours === theirs ||
  (theirs.startsWith('200') && OTHERWISE.some((one) => one.command.test(command) && one.ours.test(ours)));

describe('a script is answered as Asterisk answers it', () => {
  for (const { name, cases } of agiRecordings()) {
    test(`${name}: ${cases.length} commands`, async () => {
      await using pbx = await openTestPbx({ config: { 'extensions.conf': agiDialplan(4573) } });
      const server = await FastAgiServer.listen(pbx.network);
      pbx.prompt('beep', sine(800, 425));
      const place = name === 'late' ? 'late' : 'main';
      void pbx.pbx.ports.use(originatorPort).originate({
        dialString: 'Local/wait@silent',
        to: {
          kind: 'extension',
          target: { context: name === 'late' ? 'late' : 'agi', exten: place, priority: 1 },
        },
        timeoutMs: 30_000,
      });
      await pbx.clock.advance(50);
      const wrong: Array<{ command: string; theirs: string; ours: string }> = [];
      for (const { command, answer: theirs } of cases) {
        server.lines.length = 0;
        server.send(`${command}\n`);
        const answered = await pbx.clock
          .advanceUntil(() => isWholeAnswer(server.lines), 30_000)
          .then(
            () => true,
            () => false,
          );
        const ours = answered ? withoutUsage(server.lines.join('\n')) : 'no answer';
        if (!known(command, theirs, ours)) wrong.push({ command, theirs, ours });
      }
      rmSync('/tmp/asterism-agi-recording.wav', { force: true });
      expect(wrong).toEqual([]);
    });
  }
});
