import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { AsterismProcess } from '../support/asterism-process.ts';
import { haveSipp } from '../support/sipp.ts';
import { SippCallees } from '../support/sipp-callees.ts';

const CALLEES_PORT = 25170;
const KILLS = 8;
const COUNTS = { answer: 180, busy: 60, silent: 60 } as const;

const FILES = {
  'sip.conf': `[general]
udpbindaddr=127.0.0.1:25161
[callees]
type=peer
host=127.0.0.1
port=${CALLEES_PORT}
qualify=no
disallow=all
allow=ulaw
`,
  'extensions.conf': `[done]
exten => s,1,NoOp(answered)
 same => n,Wait(0.2)
 same => n,Hangup()
exten => failed,1,NoOp(\${REASON})
`,
  'logger.conf': '[general]\n[logfiles]\nfull => notice,warning,error,verbose(3)\n',
};

const folder = mkdtempSync(join(tmpdir(), 'asterism-crash-'));
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
let callees: SippCallees | undefined;
let pbx: AsterismProcess | undefined;

afterAll(async () => {
  await pbx?.kill();
  await callees?.close();
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!haveSipp)(
  'kill -9 at eight random moments loses no call file and calls nobody too often (needs sipp)',
  {
    timeout: 90_000,
  },
  async () => {
    const numbers = Object.entries(COUNTS).flatMap(([behaviour, count]) =>
      Array.from({ length: count }, (_, n) => `${behaviour}${n}`),
    );
    callees = await SippCallees.open(CALLEES_PORT);
    pbx = await AsterismProcess.start(folder, FILES);
    const { spool } = pbx;
    // Some at once and the rest over the next seconds, so that every kill finds calls in all stages.
    const place = (number: string): void => {
      const draft = join(spool, 'tmp', number);
      writeFileSync(
        draft,
        `Channel: SIP/callees/${number}\nContext: done\nExtension: s\nMaxRetries: 1\nRetryTime: 2\nWaitTime: 2\nArchive: yes\n`,
      );
      renameSync(draft, join(spool, 'outgoing', number));
    };
    mkdirSync(join(spool, 'tmp'), { recursive: true });
    const shuffled = numbers.toSorted(() => Math.random() - 0.5);
    const killAfterMs: number[] = [];
    let killed = 0;
    const placing = (async () => {
      for (let at = 0; at < shuffled.length; at += 25) {
        for (const number of shuffled.slice(at, at + 25)) place(number);
        await sleep(400);
      }
    })();
    while (killed < KILLS) {
      const delay = Math.round(50 + Math.random() * 1000);
      killAfterMs.push(delay);
      await sleep(delay);
      await pbx.kill();
      killed++;
      pbx = await AsterismProcess.start(folder);
    }
    await placing;
    const outgoing = join(spool, 'outgoing');
    for (let attempt = 0; attempt < 600 && readdirSync(outgoing).length > 0; attempt++) await sleep(100);

    const received = await callees.close();
    callees = undefined;
    const story = `killed after ${killAfterMs.join(', ')} ms`;
    expect(readdirSync(outgoing), story).toEqual([]);
    const done = join(spool, 'outgoing_done');
    expect(readdirSync(done).sort(), story).toEqual(numbers.toSorted());
    const tooOften: string[] = [];
    const afterAnswer: string[] = [];
    const never: string[] = [];
    for (const number of numbers) {
      const calls = received.filter((call) => call.number === number);
      if (calls.length > 2) tooOften.push(`${number}: ${calls.length}`);
      if (calls.length === 0) never.push(number);
      const answered = calls.findIndex((call) => call.answered);
      if (answered >= 0 && calls.length > answered + 1) afterAnswer.push(number);
    }
    expect(tooOften, story).toEqual([]);
    expect(afterAnswer, story).toEqual([]);
    const status = (number: string): string =>
      /^Status: (\w+)$/m.exec(readFileSync(join(done, number), 'utf8'))?.[1] ?? 'none';
    // Only a file whose both attempts were cut off before an INVITE left can end without a call.
    for (const number of never) expect(status(number), story).toBe('Expired');
    expect(never.length, story).toBeLessThanOrEqual(2);
    expect(received.filter((call) => call.answered).length, story).toBeGreaterThanOrEqual(COUNTS.answer - 2);
    for (const call of received) if (call.answered) expect(status(call.number), story).toBe('Completed');
  },
);
