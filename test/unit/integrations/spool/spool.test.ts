import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { systemClock, VirtualClock } from '../../../../src/base/clock.ts';
import { EventBus } from '../../../../src/base/event-bus.ts';
import { LogHub } from '../../../../src/base/log.ts';
import { Scope } from '../../../../src/base/scope.ts';
import type { Channel } from '../../../../src/channel/channel.ts';
import { lateAnswerHeard } from '../../../../src/channel/events.ts';
import type { DiskFault } from '../../../../src/integrations/spool/disk-trouble.ts';
import { MOST_UNANSWERED, Spool } from '../../../../src/integrations/spool/spool.ts';
import { SpoolFolder } from '../../../../src/integrations/spool/spool-folder.ts';
import type { LedgerFacts } from '../../../../src/pbx/ports/ledger.ts';
import type { OriginateReason, OriginateRequest, OriginateResult } from '../../../../src/pbx/ports/originator.ts';
import { openLedger } from '../../../../src/store/ledger.ts';

/** What the far end does with a call: fails for a reason, answers and talks for so long, or nothing. */
type Far = OriginateReason | { readonly talkMs: number } | 'silent';

const PID = 4711;

type Facts = Parameters<LedgerFacts['commit']>[0];

const FULL: DiskFault = { message: 'ENOSPC: no space left on device', passing: true };

/** A spool on a disk that can be full: it takes no new byte. */
class FillableFolder extends SpoolFolder {
  readonly #disk: { full: boolean };

  constructor(spool: string, disk: { full: boolean }) {
    super(spool);
    this.#disk = disk;
  }

  override append(...args: Parameters<SpoolFolder['append']>) {
    return this.#disk.full ? FULL : super.append(...args);
  }

  override amend(...args: Parameters<SpoolFolder['amend']>) {
    return this.#disk.full ? FULL : super.amend(...args);
  }

  override archive(...args: Parameters<SpoolFolder['archive']>) {
    return this.#disk.full ? FULL : super.archive(...args);
  }

  override reject(...args: Parameters<SpoolFolder['reject']>) {
    return this.#disk.full ? { fault: FULL } : super.reject(...args);
  }
}

/** A spool in a temporary folder, with a far end that does as it is told. `crash` and `start` are a kill and a restart. */
function bench(far: (request: OriginateRequest) => Far = () => ({ talkMs: 1000 })) {
  const spool = mkdtempSync(join(tmpdir(), 'asterism-test-'));
  const clock = new VirtualClock(Math.floor(systemClock.now() / 1000) * 1000);
  const lines: string[] = [];
  const hub = new LogHub(() => clock.now());
  hub.add({ verbosity: 5, debug: 0, write: ({ level, message }) => void lines.push(`${level}: ${message}`) });
  const log = hub.logger('pbx_spool');
  const calls: OriginateRequest[] = [];
  let life = 0;
  let scope = new Scope('test');
  let running: Spool | undefined;

  const originate = (request: OriginateRequest): Promise<OriginateResult> => {
    const born = life;
    calls.push(request);
    const leg = { read: (item: string) => (item === 'call-id' ? `call-${calls.length}` : undefined) };
    request.onChannel?.({ leg } as unknown as Channel);
    const end = far(request);
    const failure = (reason: OriginateReason): OriginateResult => ({
      answered: false,
      reason,
      cause: 0,
      channelName: 'x',
      uniqueId: '1',
    });
    const never = new Promise<OriginateResult>(() => {});
    if (end === 'silent') return clock.sleep(request.timeoutMs).then(() => (life === born ? failure(3) : never));
    if (typeof end === 'number') return Promise.resolve(failure(end));
    // The fake has no channel to give; nobody asks for it.
    request.onAnswered?.({} as Channel);
    const finished = clock.sleep(end.talkMs).then(() => (life === born ? undefined : new Promise<void>(() => {})));
    return Promise.resolve({ answered: true, channel: {} as Channel, finished });
  };
  const bus = new EventBus(() => {});
  const disk = { full: false };
  const start = (): Spool => {
    scope = new Scope('test');
    const opened = openLedger({ path: join(spool, 'ledger.sqlite3'), clock, log });
    if (!opened.ok) throw new Error(opened.reason);
    scope.own('ledger', opened.ledger);
    const book = opened.ledger.book('call-file');
    const unlessFull = (write: (changes: Facts) => void) => (changes: Facts) => {
      if (disk.full) throw new Error('database or disk is full');
      write(changes);
    };
    running = new Spool(
      {
        clock,
        bus,
        log,
        folder: new FillableFolder(spool, disk),
        processId: PID,
        book: { ...book, commit: unlessFull(book.commit), note: unlessFull(book.note) },
        originator: { originate },
      },
      scope,
    );
    return running;
  };
  onTestFinished(async () => {
    const closing = scope.close();
    await clock.advance(5000);
    await closing;
    rmSync(spool, { recursive: true, force: true });
  });
  return {
    spool,
    disk,
    bus,
    clock,
    calls,
    lines,
    start,
    /** Ends everything at once: what was under way never comes back. */
    async crash(): Promise<void> {
      life++;
      const closing = scope.close();
      await clock.advance(3000);
      await closing;
    },
    /** Moves a file into the spool, dated `inSeconds` from now. */
    drop(name: string, text: string, inSeconds = -10) {
      const draft = join(spool, 'tmp', name);
      new SpoolFolder(spool);
      writeFileSync(draft, text);
      const at = clock.now() / 1000 + inSeconds;
      utimesSync(draft, at, at);
      renameSync(draft, join(spool, 'outgoing', name));
    },
    read: (name: string) => readFileSync(join(spool, 'outgoing', name), 'utf8'),
    files: (folder = 'outgoing') => readdirSync(join(spool, folder)).sort(),
    mtime: (name: string) => statSync(join(spool, 'outgoing', name)).mtimeMs / 1000,
    /** Until a file that lay there at the start is taken up. */
    ripen: () => clock.advance(2500),
    now: () => Math.floor(clock.now() / 1000),
  };
}

const FILE = 'Channel: SIP/100\nApplication: Playback\nData: hello\n';
const RETRY = 'Channel: SIP/100\nContext: c\nExtension: s\nMaxRetries: 1\nRetryTime: 60\n';

describe('a call file', () => {
  test('is dialled with all it says, and deleted after the whole call', async () => {
    const { drop, start, ripen, calls, clock, files, lines } = bench();
    drop(
      'a',
      'Channel: SIP/100\nCallerID: "Bob" <200>\nWaitTime: 20\nAccount: acc\nCodecs: ulaw, alaw\nContext: c\nExtension: 8\nPriority: 2\nSet: A=1\nEarly_Media: yes\n',
    );
    start();
    await ripen();
    expect(calls[0]).toMatchObject({
      dialString: 'SIP/100',
      to: { kind: 'extension', target: { context: 'c', exten: '8', priority: 2 } },
      timeoutMs: 20_000,
      caller: { name: 'Bob', number: '200' },
      accountCode: 'acc',
      codecs: ['ulaw', 'alaw'],
      earlyMedia: true,
      variables: [
        ['A', '1'],
        ['AST_OUTGOING_ATTEMPT', '1'],
      ],
    });
    await clock.advance(2000);
    expect(files()).toEqual([]);
    expect(calls.length).toBe(1);
    expect(lines).toEqual([
      'verbose: Attempting call on SIP/100 for 8@c:2 (Retry 1)',
      'notice: Call completed to SIP/100',
    ]);
  });

  test('stays in the folder while its call lasts, marked as being called', async () => {
    const { drop, start, ripen, clock, read, mtime, now } = bench(() => ({ talkMs: 60_000 }));
    drop('a', FILE);
    start();
    const before = now();
    await ripen();
    const started = Number(/^StartRetry: 4711 1 \((\d+)\)$/m.exec(read('a'))?.[1]) - 300;
    expect(started).toBeGreaterThanOrEqual(before);
    expect(started).toBeLessThanOrEqual(now());
    expect(read('a')).toBe(`${FILE}\nStartRetry: 4711 1 (${started + 300})\n`);
    expect(mtime('a')).toBe(started + 600);
    await clock.advance(600_000);
  });

  test('dated in the future waits for its second', async () => {
    const { drop, start, ripen, calls, clock } = bench();
    drop('a', FILE, 3600);
    const spool = start();
    await ripen();
    expect([calls.length, spool.waiting]).toEqual([0, 1]);
    await clock.advance(3_590_000);
    expect(calls.length).toBe(0);
    await clock.advance(10_000);
    expect(calls.length).toBe(1);
  });

  test('moved into the folder while the spool runs is dialled, without being waited for', async () => {
    const { drop, start, calls, clock } = bench();
    start();
    await clock.advance(1);
    drop('a', FILE);
    await vi.waitFor(async () => {
      await clock.advance(10);
      expect(calls.length).toBe(1);
    });
  });

  test('that is archived ends with its status and keeps clear of older ones', async () => {
    const { spool, drop, start, ripen, clock, files } = bench();
    writeFileSync(join(spool, 'x'), '');
    drop('a', `${FILE}Archive: yes\n`);
    start();
    writeFileSync(join(spool, 'outgoing_done', 'a'), 'yesterday');
    await ripen();
    await clock.advance(2000);
    expect(files('outgoing_done')).toEqual(['a', 'a.2']);
    expect(readFileSync(join(spool, 'outgoing_done', 'a.2'), 'utf8')).toMatch(
      /\n\nStartRetry: 4711 1 \(\d+\)\nStatus: Completed\n$/,
    );
  });

  test('with AlwaysDelete: no stays, and is not dialled again, not even after a restart', async () => {
    const { drop, start, ripen, crash, clock, calls, files } = bench();
    drop('a', `${FILE}AlwaysDelete: no\n`);
    start();
    await ripen();
    await clock.advance(3_600_000);
    expect([files(), calls.length]).toEqual([['a'], 1]);
    await crash();
    start();
    await clock.advance(3_600_000);
    expect([files(), calls.length]).toEqual([['a'], 1]);
  });
});

describe('a call that is not answered', () => {
  test('is tried again RetryTime after its end, then given up', async () => {
    const { drop, start, ripen, calls, clock, files, read, mtime, lines } = bench(() => 5);
    drop('a', RETRY);
    start();
    await ripen();
    expect(calls.length).toBe(1);
    const failedAt = mtime('a') - 60;
    expect(read('a')).toBe(`${RETRY}\nStartRetry: 4711 1 (${failedAt + 60})\n\nEndRetry: 4711 1 (${failedAt})\n`);
    await clock.advance((failedAt + 60) * 1000 - clock.now() - 100);
    expect(calls.length).toBe(1);
    await clock.advance(200);
    expect(calls.length).toBe(2);
    expect(calls[1]?.variables).toEqual([['AST_OUTGOING_ATTEMPT', '2']]);
    expect(files()).toEqual([]);
    expect(lines).toEqual([
      'verbose: Attempting call on SIP/100 for s@c:1 (Retry 1)',
      'notice: Call failed to go through, reason (5) Remote end is Busy',
      'verbose: Attempting call on SIP/100 for s@c:1 (Retry 2)',
      'notice: Call failed to go through, reason (5) Remote end is Busy',
      'notice: Queued call to SIP/100 expired without completion after 1 attempt',
    ]);
  });

  test('asks for the extension failed, with the variables of the attempt, each time', async () => {
    const { drop, start, ripen, clock, calls } = bench(() => 8);
    drop('a', 'Channel: SIP/1\nContext: with-failed\nExtension: s\nMaxRetries: 1\nRetryTime: 1\nSet: A=1\n');
    start();
    await ripen();
    await clock.advance(5000);
    expect(calls.map(({ failedExtension, variables }) => [failedExtension, variables])).toEqual(
      ['1', '2'].map((attempt) => [
        true,
        [
          ['A', '1'],
          ['AST_OUTGOING_ATTEMPT', attempt],
        ],
      ]),
    );
  });

  test.each([
    [0, 'Call Failure (not BUSY, and not NO_ANSWER, maybe Circuit busy or down?)'],
    [1, 'Hangup'],
    [3, 'Remote end Ringing'],
    [8, 'Congestion (circuits busy)'],
  ] as const)('with reason %i is logged as %s', async (reason, text) => {
    const { drop, start, ripen, lines } = bench(() => reason);
    drop('a', FILE);
    start();
    await ripen();
    expect(lines).toContain(`notice: Call failed to go through, reason (${reason}) ${text}`);
    expect(lines).toContain('notice: Queued call to SIP/100 expired without completion after 0 attempts');
  });
});

describe('a crash', () => {
  test('during an attempt costs that attempt, and the retries that are left are made', async () => {
    const { drop, start, ripen, crash, calls, clock, read } = bench(() => 'silent');
    drop('a', RETRY);
    start();
    await ripen();
    expect(calls.length).toBe(1);
    await crash();
    start();
    await clock.advance(125_000);
    expect(calls.length).toBe(2);
    await crash();
    expect(read('a')).toMatch(/\nStartRetry: 4711 1 .*\n\nAbortRetry: 4711 1 .*\n\nStartRetry: 4711 2 /);
    start();
    await clock.advance(400_000);
    expect(calls.length).toBe(2);
  });

  test('after the answer never dials again, and the file is put away as completed', async () => {
    const { drop, start, ripen, crash, calls, clock, files, lines } = bench(() => ({ talkMs: 60_000 }));
    drop('a', `${RETRY}Archive: yes\n`);
    start();
    await ripen();
    await crash();
    expect(files()).toEqual(['a']);
    start();
    await clock.advance(400_000);
    expect(calls.length).toBe(1);
    expect([files(), files('outgoing_done')]).toEqual([[], ['a']]);
    expect(lines).toContain('notice: Call to SIP/100 was answered before the restart and is not placed again');
  });

  test('that swallowed an answer is made good: the far end repeats it, and is not called again', async () => {
    const { drop, start, ripen, crash, calls, clock, files, lines, bus } = bench(() => 'silent');
    drop('a', `${RETRY.replace('RetryTime: 60', 'RetryTime: 1')}Archive: yes\n`);
    drop('b', RETRY.replace('RetryTime: 60', 'RetryTime: 1'));
    start();
    await ripen();
    expect(calls.length).toBe(2);
    await crash();
    start();
    await clock.advance(4000);
    expect(calls.length).toBe(2);
    bus.publish(lateAnswerHeard, { callId: 'call-1' });
    bus.publish(lateAnswerHeard, { callId: 'a stranger' });
    await clock.advance(5000);
    expect(calls.length).toBe(3);
    expect([files(), files('outgoing_done')]).toEqual([['b'], ['a']]);
    expect(lines.join('\n')).toContain('/a was answered while the PBX was away');
  });

  test('without a retry left ends the file, and does not lose it silently', async () => {
    const { drop, start, ripen, crash, calls, clock, files, lines } = bench(() => 'silent');
    drop('a', `${FILE}Archive: yes\n`);
    start();
    await ripen();
    await crash();
    start();
    await clock.advance(700_000);
    expect(calls.length).toBe(1);
    expect(files('outgoing_done')).toEqual(['a']);
    expect(lines.at(-1)).toBe('warning: Queued call to SIP/100 expired without completion after 0 attempts');
  });
});

describe('what cannot be dialled', () => {
  test('is moved to outgoing_failed with the reason, once nobody can be writing it any more', async () => {
    const { spool, drop, start, ripen, calls, files, lines } = bench();
    drop('bad', 'Chanel: SIP/100\nApplication: Playback\n');
    start();
    await ripen();
    expect(calls).toEqual([]);
    expect([files(), files('outgoing_failed')]).toEqual([[], ['bad', 'bad.why']]);
    const why = readFileSync(join(spool, 'outgoing_failed', 'bad.why'), 'utf8');
    expect(why).toContain("warning[CL0102]: unknown keyword 'Chanel'");
    expect(why).toContain('bad:1:1');
    expect(why).toContain('error[CL0110]: the file names nobody to call');
    expect(lines.join('\n')).toContain('Invalid file contents in');
  });

  test('a symbolic link is not followed, and said once', async () => {
    const { spool, start, ripen, calls, clock, lines } = bench();
    new SpoolFolder(spool);
    writeFileSync(join(spool, 'target'), FILE);
    symlinkSync(join(spool, 'target'), join(spool, 'outgoing', 'link'));
    start();
    await ripen();
    await clock.advance(10_000);
    expect(calls).toEqual([]);
    expect(lines).toEqual([
      `warning: ${join(spool, 'outgoing', 'link')} is a symbolic link and is left alone; move the call file itself there`,
    ]);
  });

  test('warnings are told once, not at every retry', async () => {
    const { drop, start, ripen, clock, lines } = bench(() => 5);
    drop('a', `${RETRY}Wurst: 3\n`);
    start();
    await ripen();
    await clock.advance(100_000);
    expect(lines.filter((line) => line.includes('Wurst')).length).toBe(1);
  });
});

describe('many files', () => {
  test('go by their dates, and no more than a bounded number rings at a time', async () => {
    const { drop, start, calls, clock, files } = bench(() => 'silent');
    const count = MOST_UNANSWERED + 200;
    for (let n = 0; n < count; n++) drop(`f${n}`, `Channel: SIP/${n}\nApplication: NoOp\nWaitTime: 20\n`, -5000 + n);
    start();
    await clock.advance(4000);
    expect(calls.length).toBe(MOST_UNANSWERED);
    expect(calls.slice(0, 3).map((call) => call.dialString)).toEqual(['SIP/0', 'SIP/1', 'SIP/2']);
    await clock.advance(60_000);
    expect(calls.length).toBe(count);
    expect(new Set(calls.map((call) => call.dialString)).size).toBe(count);
    expect(files()).toEqual([]);
  });
});

test('a file that took over the name of one being dialled is dialled in its turn', async () => {
  const { drop, start, ripen, calls, clock, files } = bench(() => ({ talkMs: 60_000 }));
  drop('a', FILE);
  start();
  await ripen();
  drop('a', FILE.replace('100', '200'));
  await clock.advance(130_000);
  expect(calls.map((call) => call.dialString)).toEqual(['SIP/100', 'SIP/200']);
  expect(files()).toEqual([]);
});

describe('a full disk', () => {
  const told = (lines: readonly string[]) => lines.filter((line) => /the disk takes/.test(line));

  test('makes new call files wait, and each is dialled once when there is room', async () => {
    const { drop, start, calls, clock, disk, files, lines } = bench();
    start();
    disk.full = true;
    for (let n = 0; n < 100; n++) drop(`f${n}`, FILE);
    await clock.advance(60_000);
    expect(calls).toEqual([]);
    expect(files()).toHaveLength(100);
    disk.full = false;
    await clock.advance(5500);
    expect(calls).toHaveLength(100);
    await clock.advance(60_000);
    expect(calls).toHaveLength(100);
    expect(files()).toEqual([]);
    expect(told(lines)).toEqual([
      expect.stringMatching(
        /^error: .*outgoing: the disk takes nothing \(database or disk is full\); the call files wait/,
      ),
      expect.stringMatching(/^notice: .*outgoing: the disk takes files again/),
    ]);
  });

  test('during calls: what became of them is recorded and archived when there is room, and outlives a crash', async () => {
    const { drop, start, ripen, calls, clock, crash, disk, files, lines } = bench(({ dialString }) =>
      dialString === 'SIP/100' ? { talkMs: 3000 } : 5,
    );
    drop('answered', `${FILE}Archive: yes\nMaxRetries: 3\nRetryTime: 60\n`);
    start();
    await ripen();
    expect(calls).toHaveLength(1);
    disk.full = true;
    await clock.advance(4000);
    drop('nonsense', 'Channel: SIP\n', -3000);
    await clock.advance(4000);
    expect(files()).toEqual(['answered', 'nonsense']);
    disk.full = false;
    await clock.advance(5500);
    expect(files()).toEqual([]);
    expect(files('outgoing_done')).toEqual(['answered']);
    expect(files('outgoing_failed')).toEqual(['nonsense', 'nonsense.why']);

    drop('busy', RETRY.replace('SIP/100', 'SIP/200'));
    await clock.advance(10);
    disk.full = true;
    await clock.advance(1000);
    disk.full = false;
    await clock.advance(5500);
    expect(calls).toHaveLength(2);
    await crash();
    start();
    await clock.advance(70_000);
    expect(calls).toHaveLength(3);
    expect(files()).toEqual([]);
    expect(told(lines).length % 2).toBe(0);
  });
});
