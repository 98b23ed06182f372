import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import type { Processes, ProcessListener, ProcessStart } from '../../src/pbx/ports/processes.ts';
import { loudness, sine, strongestFrequency, wavBytes } from '../support/audio.ts';
import type { FakeCall } from '../support/fake-phone.ts';
import { NO_PROCESSES, openTestPbx, type TestPbx } from '../support/test-pbx.ts';

/** Programs that write a tone for as long as they are read. */
class Players {
  readonly started: ProcessStart[] = [];
  readonly signals: string[] = [];
  /** What the next one does. */
  does: 'plays' | 'fails' | 'ends' = 'plays';
  readonly #listeners: ProcessListener[] = [];
  readonly #frequency: number;

  constructor(frequency: number) {
    this.#frequency = frequency;
  }

  readonly processes: Processes = {
    ...NO_PROCESSES,
    start: (request, listener) => {
      this.started.push(request);
      this.#listeners.push(listener);
      const { samples } = sine(this.#frequency, 1000);
      const chunk = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
      let held = false;
      let gone = false;
      const write = (): void => {
        for (let count = 0; !held && !gone && count < 100; count++) listener.onOutput(chunk);
      };
      const { does } = this;
      queueMicrotask(() => {
        if (does === 'plays') write();
        else if (does === 'fails') listener.onEnd({ exitCode: undefined, failure: 'no such thing' });
        else {
          listener.onOutputEnd();
          listener.onEnd({ exitCode: 1 });
        }
      });
      return {
        write() {},
        writeThird() {},
        backlog: () => 0,
        signal: (name, whom = 'group') => void this.signals.push(`${name} ${whom}`),
        hold(on) {
          const again = held && !on;
          held = on;
          if (again) queueMicrotask(write);
        },
        letGo() {
          gone = true;
        },
      };
    },
  };

  /** The program ends. */
  end(): void {
    const last = this.#listeners.at(-1);
    last?.onEnd({ exitCode: 0 });
    last?.onOutputEnd();
  }
}

const EXTENSIONS = 'exten => 1,1,Answer\n same => n,MusicOnHold(radio,60)\n';

async function open(players: Players, classes: string): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: { 'extensions.conf': `[default]\n${EXTENSIONS}`, 'musiconhold.conf': classes },
    processes: players.processes,
  });
  mkdirSync(join(pbx.directories.data, 'moh'), { recursive: true });
  writeFileSync(join(pbx.directories.data, 'moh', '0.wav'), wavBytes(sine(900, 2000)));
  await pbx.pbx.ports.use(commandsPort).run('moh reload');
  return pbx;
}

async function hear(pbx: TestPbx, call: FakeCall, lengthMs: number): Promise<{ frequency: number; loud: number }> {
  call.listen(join(pbx.folder, 'heard.wav'));
  await pbx.clock.advance(lengthMs);
  const sound = await call.heard();
  return { frequency: strongestFrequency(sound, 200, lengthMs - 300, 50), loud: loudness(sound, 200, lengthMs - 300) };
}

const RADIO = '[default]\nmode=files\ndirectory=moh\n[radio]\nmode=custom\napplication=/bin/sh -c "play it"\n';

test('a program plays for all who wait, once, and is ended when nobody does', async () => {
  const players = new Players(500);
  await using pbx = await open(players, `${RADIO}kill_method=process\n`);
  const [one, other] = [pbx.call('alice', '1'), pbx.call('bob', '1')];
  await pbx.clock.advance(1000);
  expect(players.started).toEqual([{ command: '/bin/sh', args: ['-c', 'play it'] }]);
  // Longer than the pieces that lie ready, so that they have been replaced.
  expect((await hear(pbx, one, 12_000)).frequency).toBe(500);
  expect((await hear(pbx, other, 2000)).frequency).toBe(500);
  expect(players.started.length).toBe(1);
  one.hangUp();
  await pbx.finish(one);
  await pbx.clock.advance(20_000);
  expect(players.signals).toEqual([]);
  other.hangUp();
  await pbx.finish(other);
  await pbx.clock.advance(11_000);
  expect(players.signals).toEqual(['SIGHUP process', 'SIGTERM process', 'SIGKILL process']);
  expect(readdirSync(join(pbx.directories.spool, 'tmp'))).toEqual([]);
});

test('a program that ends after a while is begun again', async () => {
  const players = new Players(500);
  await using pbx = await open(players, RADIO);
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(8000);
  players.end();
  await pbx.clock.advance(1000);
  expect(players.started.length).toBe(2);
  expect((await hear(pbx, call, 3000)).frequency).toBe(500);
  call.hangUp();
  await pbx.finish(call);
});

test('one that fails is said once and tried later and later; the default class is heard meanwhile', async () => {
  const players = new Players(500);
  players.does = 'fails';
  await using pbx = await open(players, RADIO);
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(700);
  expect((await hear(pbx, call, 2000)).frequency).toBe(900);
  call.hangUp();
  await pbx.finish(call);
  const said = pbx.log.of('warning').filter((line) => line.includes('radio'));
  expect(said).toEqual([
    "The program of music class 'radio' plays nothing: no such thing",
    expect.stringContaining('radio'),
  ]);
  players.does = 'plays';
  await pbx.clock.advance(5000);
  const later = pbx.call('alice', '1');
  await pbx.clock.advance(700);
  expect((await hear(pbx, later, 2000)).frequency).toBe(500);
  later.hangUp();
  await pbx.finish(later);
});

test('one that ends without having played anything has failed too', async () => {
  const players = new Players(500);
  players.does = 'ends';
  await using pbx = await open(players, RADIO);
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(700);
  expect((await hear(pbx, call, 1000)).frequency).toBe(900);
  expect(pbx.log.of('warning')).toContain("The program of music class 'radio' plays nothing: it ended at once (1)");
  call.hangUp();
  await pbx.finish(call);
});

test('modes for MP3 files say what they lack', async () => {
  const players = new Players(500);
  await using pbx = await open(
    players,
    '[old]\nmode=quietmp3\ndirectory=/nowhere\n[odd]\nmode=custom\napplication=sh x\nformat=mp3\n',
  );
  expect(pbx.log.of('warning').join('\n')).toMatch(
    /the program of class 'old' cannot be run: (mode quietmp3 needs mpg123 or mpg321, which is not installed|there is no MP3 file in \/nowhere)/,
  );
  expect(pbx.log.of('warning').join('\n')).toContain(
    "the program of class 'odd' cannot be run: the format 'mp3' is not known; write one of slin,",
  );
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(700);
  expect((await hear(pbx, call, 1000)).loud).toBeLessThan(10_000);
  expect(players.started).toEqual([]);
  call.hangUp();
  await pbx.finish(call);
});
