import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { ManagerReply } from '../../src/extend/define-manager-action.ts';
import { action as startAction } from '../../src/features/recording/actions/mix-monitor.ts';
import { action as muteAction } from '../../src/features/recording/actions/mix-monitor-mute.ts';
import { action as monitorAction } from '../../src/features/recording/actions/monitor.ts';
import { action as stopAction } from '../../src/features/recording/actions/stop-mix-monitor.ts';
import { mixMonitorMuted, mixMonitorStarted, mixMonitorStopped } from '../../src/features/recording/topics.ts';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { mailboxesPort } from '../../src/pbx/ports/mailboxes.ts';
import { amplitudeAt, readSound, sine } from '../support/audio.ts';
import { answerAfter, type FakeCall } from '../support/fake-phone.ts';
import { askManager } from '../support/manager-context.ts';
import { NO_PROCESSES, openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const TONES = [500, 800];

/** A call of a caller who hums 500 Hz to bob, who hums 800 Hz, with `steps` before the Dial. */
async function open(
  steps: string,
  more = '',
  config: Readonly<Record<string, string>> = {},
): Promise<{ pbx: TestPbx; shell: string[] }> {
  const shell: string[] = [];
  const pbx = await openTestPbx({
    config: {
      ...config,
      'extensions.conf': `[default]\nexten => 1,1,Answer()\n${steps} same => n,Dial(Phone/bob,,g)\n same => n,NoOp(parted)\n${more}`,
    },
    phones: { bob: answerAfter(1000, (call) => void call.hum(800)) },
    processes: {
      ...NO_PROCESSES,
      shell: (line) => {
        shell.push(line);
        return Promise.resolve({ exitCode: 0, stdout: Buffer.alloc(0), stderr: '' });
      },
    },
  });
  pbx.prompt('beep', sine(2000, 200));
  return { pbx, shell };
}

function caller(pbx: TestPbx): FakeCall {
  const call = pbx.call('alice', '1');
  call.hum(500);
  return call;
}

const monitorFolder = (pbx: TestPbx): string => join(pbx.directories.spool, 'monitor');

/** Which of the tones are in a recording, from `fromMs` for half a second. */
function tonesIn(pbx: TestPbx, file: string, fromMs: number, tones: readonly number[] = TONES): number[] {
  const sound = readSound(join(monitorFolder(pbx), file));
  return tones.filter((tone) => amplitudeAt(sound, tone, fromMs, 500) > 1000);
}

const lengthMs = (pbx: TestPbx, file: string): number => readSound(join(monitorFolder(pbx), file)).samples.length / 8;

const steps = (pbx: TestPbx): string[] => pbx.log.steps.flatMap((step) => / NoOp\((.*)\)$/.exec(step)?.[1] ?? []);

describe('MixMonitor', () => {
  test('records both sides, runs its command when the file is complete, and tells its name and id', async () => {
    const { pbx, shell } = await open(
      ' same => n,MixMonitor(call.wav,i(ID),archive ^{UNIQUEID} ${EXTEN} ^{MIXMONITOR_FILENAME})\n same => n,NoOp(${MIXMONITOR_FILENAME} ${MIXMONITOR(${ID},filename)})\n',
    );
    await using _ = pbx;
    const call = caller(pbx);
    await pbx.clock.advance(5000);
    call.hangUp();
    await pbx.finish(call);
    await pbx.clock.advance(100);
    const path = join(monitorFolder(pbx), 'call.wav');
    expect(steps(pbx)[0]).toBe(`${path} ${path}`);
    expect(tonesIn(pbx, 'call.wav', 100)).toEqual([500]);
    expect(tonesIn(pbx, 'call.wav', 2500)).toEqual([500, 800]);
    expect(lengthMs(pbx, 'call.wav')).toBeGreaterThan(4000);
    expect(shell).toEqual([`archive ${call.channel.uniqueId} 1 ${path}`]);
    expect(
      pbx.log.lines.filter((line) => line.includes('MixMonitor Recording') || /Executing \[archive/.test(line)),
    ).toEqual([
      'Begin MixMonitor Recording Phone/alice-00000000',
      `Executing [archive ${call.channel.uniqueId} 1 ${path}]`,
      'End MixMonitor Recording Phone/alice-00000000',
    ]);
  });

  test('r and t record one side each, and b leaves out the time before the bridge', async () => {
    const { pbx } = await open(' same => n,MixMonitor(both.wav,br(said.wav)t(heard.wav))\n same => n,Wait(2)\n');
    await using _ = pbx;
    const call = caller(pbx);
    await pbx.clock.advance(6000);
    call.hangUp();
    await pbx.finish(call);
    await pbx.clock.advance(100);
    expect(tonesIn(pbx, 'both.wav', 200)).toEqual([500, 800]);
    expect(tonesIn(pbx, 'said.wav', 200)).toEqual([500]);
    expect(tonesIn(pbx, 'heard.wav', 200)).toEqual([800]);
    expect(lengthMs(pbx, 'both.wav')).toBeGreaterThan(2000);
    expect(lengthMs(pbx, 'both.wav')).toBeLessThan(3200);
  });

  test('v and V change the volume, a appends, d deletes', async () => {
    const { pbx, shell } = await open(
      ' same => n,MixMonitor(loud.wav,V(-2)v(1))\n same => n,MixMonitor(gone.wav,d,look)\n',
    );
    await using _ = pbx;
    for (const __ of [1, 2]) {
      const call = caller(pbx);
      await pbx.clock.advance(4000);
      call.hangUp();
      await pbx.finish(call);
      await pbx.clock.advance(100);
    }
    const sound = readSound(join(monitorFolder(pbx), 'loud.wav'));
    const ratio = amplitudeAt(sound, 800, 2500, 500) / amplitudeAt(sound, 500, 2500, 500);
    expect(ratio).toBeGreaterThan(7);
    expect(ratio).toBeLessThan(9);
    expect(shell).toEqual(['look', 'look']);
    expect(existsSync(join(monitorFolder(pbx), 'gone.wav'))).toBe(false);
  });

  test('p, P and B beep for the far end alone', async () => {
    const { pbx } = await open(' same => n,MixMonitor(call.wav,pB(2))\n same => n,Wait(20)\n');
    await using _ = pbx;
    const call = pbx.call('alice', '1');
    call.listen(join(pbx.folder, 'alice.wav'));
    await pbx.clock.advance(6000);
    const heard = await call.heard();
    const beeps: number[] = [];
    for (let at = 0; at < 6000; at += 100)
      if (amplitudeAt(heard, 2000, at, 100) > 2000 && !(amplitudeAt(heard, 2000, at - 100, 100) > 2000)) beeps.push(at);
    expect(beeps.length).toBe(3);
    expect((beeps[1] ?? 0) - (beeps[0] ?? 0)).toBeGreaterThanOrEqual(1900);
  });

  test('m files copies as messages, which show who the other is, or with c the caller', async () => {
    const { pbx } = await open(
      [
        'MixMonitor(one.wav,nSm(100,200@other/Work,300@default))',
        'Set(CONNECTEDLINE(num)=77)',
        'MixMonitor(two.wav,m(100@default/Urgent))',
        'MixMonitor(three.wav,cm(100@default/Family))\n',
      ]
        .map((step) => ` same => n,${step}`)
        .join('\n'),
      '',
      { 'voicemail.conf': '[general]\nformat=wav\n[default]\n100 => 1\n[other]\n200 => 1\n' },
    );
    await using _ = pbx;
    const call = pbx.call('alice', '1', { caller: { name: 'Al', number: '555' } });
    call.hum(500);
    await pbx.clock.advance(4000);
    call.hangUp();
    await pbx.finish(call);
    await pbx.clock.advance(100);
    const box = join(pbx.directories.spool, 'voicemail');
    const factsOf = (path: string): string[] =>
      readFileSync(join(box, `${path}.txt`), 'utf8')
        .split('\n')
        .filter((line) => /^(origmailbox|callerid|duration|exten)=/.test(line));
    expect(factsOf('default/100/INBOX/msg0000')).toEqual([
      'origmailbox=100',
      'exten=1',
      'callerid=Unknown',
      'duration=3',
    ]);
    expect(factsOf('other/200/Work/msg0000')[0]).toBe('origmailbox=200');
    expect(factsOf('default/100/Urgent/msg0000')[2]).toBe('callerid=77');
    expect(factsOf('default/100/Family/msg0000')[2]).toBe('callerid="Al" <555>');
    const message = readFileSync(join(box, 'default/100/INBOX/msg0000.wav'));
    expect(message.equals(readFileSync(join(monitorFolder(pbx), 'one.wav')))).toBe(true);
    expect(pbx.log.has("Failed to copy a recording to voicemail: there is no mailbox '300@default'")).toBe(true);
    expect(pbx.pbx.ports.use(mailboxesPort).counts('100')).toEqual({ unheard: 1, urgent: 1, heard: 0 });
  });

  test('W makes both louder or softer, and P beeps when it is stopped', async () => {
    const { pbx } = await open(
      ' same => n,MixMonitor(soft.wav,W(-3))\n same => n,MixMonitor(plain.wav,P)\n same => n,Wait(2)\n same => n,StopMixMonitor()\n same => n,Wait(2)\n',
    );
    await using _ = pbx;
    const call = caller(pbx);
    call.listen(join(pbx.folder, 'heard.wav'));
    await pbx.clock.advance(6000);
    call.hangUp();
    await pbx.finish(call);
    await pbx.clock.advance(100);
    const [soft, plain] = ['soft', 'plain'].map((name) => readSound(join(monitorFolder(pbx), `${name}.wav`)));
    expect(soft && plain && amplitudeAt(plain, 500, 500, 500) / amplitudeAt(soft, 500, 500, 500)).toBeCloseTo(8, 0);
    const heard = readSound(join(pbx.folder, 'heard.wav'));
    expect([amplitudeAt(heard, 2000, 500, 1000) > 20, amplitudeAt(heard, 2000, 1900, 500) > 20]).toEqual([false, true]);
  });

  test('D writes the sides as two channels of a raw file, which a appends to', async () => {
    const { pbx } = await open(' same => n,MixMonitor(two.raw,Da)\n same => n,MixMonitor(one.wav,D)\n');
    await using _ = pbx;
    const path = join(monitorFolder(pbx), 'two.raw');
    const lengths: number[] = [];
    for (const round of [1, 2]) {
      const call = caller(pbx);
      await pbx.clock.advance(4000);
      call.hangUp();
      await pbx.finish(call);
      await vi.waitFor(() =>
        expect(pbx.log.lines.filter((line) => line.startsWith('End MixMon')).length).toBe(2 * round),
      );
      lengths.push(readFileSync(path).length);
    }
    const bytes = readFileSync(path);
    const channel = (index: number): Int16Array =>
      Int16Array.from({ length: 8000 }, (__, at) => bytes.readInt16LE((16_000 + at) * 4 + index * 2));
    const tones = [0, 1].map((index) =>
      TONES.filter((tone) => amplitudeAt({ rate: 8000, samples: channel(index) }, tone) > 1000),
    );
    expect(tones).toEqual([[500], [800]]);
    expect(lengths[1]).toBe((lengths[0] ?? 0) * 2);
    expect(readdirSync(monitorFolder(pbx)).sort()).toEqual(['one.wav', 'two.raw']);
    expect(tonesIn(pbx, 'one.wav', 2500)).toEqual([500, 800]);
  });

  test('manager clients start, mute and stop it, and are told', async () => {
    const { pbx } = await open(' same => n,Wait(20)\n');
    await using _ = pbx;
    const told: string[] = [];
    const { bus } = pbx.pbx;
    bus.on(mixMonitorStarted, ({ name }) => void told.push(`start ${name}`));
    bus.on(mixMonitorMuted, ({ direction, muted }) => void told.push(`mute ${direction} ${muted}`));
    bus.on(mixMonitorStopped, ({ name }) => void told.push(`stop ${name}`));
    const call = caller(pbx);
    await pbx.clock.advance(1000);
    const ask = (action: typeof startAction, headers: Readonly<Record<string, string>>): Promise<ManagerReply> =>
      askManager(pbx, action, headers);
    const channel = call.channel.name;
    expect(await ask(startAction, { Channel: 'nix', File: 'x.wav' })).toMatchObject({ message: 'No such channel' });
    expect(await ask(startAction, { Channel: channel })).toMatchObject({
      message: 'Could not start monitoring channel',
    });
    expect(await ask(startAction, { Channel: channel, File: 'x.wav' })).toMatchObject({ response: 'Success' });
    await pbx.clock.advance(1000);
    expect(await ask(muteAction, { Channel: channel, Direction: 'read', State: '1' })).toMatchObject({
      response: 'Success',
    });
    await pbx.clock.advance(1000);
    expect(await ask(stopAction, { Channel: channel, MixMonitorID: '0xdd' })).toMatchObject({
      message: 'Could not stop monitoring channel',
    });
    expect(await ask(stopAction, { Channel: channel })).toMatchObject({ response: 'Success' });
    await pbx.clock.advance(100);
    expect(tonesIn(pbx, 'x.wav', 200)).toEqual([500]);
    expect(tonesIn(pbx, 'x.wav', 1300)).toEqual([]);
    expect(told).toEqual([`start ${channel}`, 'mute read true', `stop ${channel}`]);
  });

  test('StopMixMonitor ends the newest, and the console starts and lists others', async () => {
    const { pbx } = await open(
      ' same => n,MixMonitor(one.wav)\n same => n,MixMonitor(two.wav)\n same => n,Wait(1)\n same => n,StopMixMonitor()\n same => n,Wait(2)\n',
    );
    await using _ = pbx;
    const call = caller(pbx);
    await pbx.clock.advance(2000);
    const cli = async (line: string): Promise<string> => (await pbx.pbx.ports.use(commandsPort).run(line)).text;
    await cli(`mixmonitor start ${call.channel.name} three.wav`);
    const listed = await cli(`mixmonitor list ${call.channel.name}`);
    expect(
      listed
        .split('\n')
        .slice(2, -1)
        .map((line) => line.split('\t')[1]),
    ).toEqual([join(monitorFolder(pbx), 'one.wav'), join(monitorFolder(pbx), 'three.wav')]);
    await cli(`mixmonitor stop ${call.channel.name}`);
    await pbx.clock.advance(100);
    expect(lengthMs(pbx, 'two.wav')).toBeLessThan(1200);
    expect(existsSync(join(monitorFolder(pbx), 'three.wav'))).toBe(true);
  });
});

describe('Monitor', () => {
  test('records the sides in two files under a new name, and leaves out pauses', async () => {
    const { pbx } = await open(
      ' same => n,Monitor(wav,first)\n same => n,ChangeMonitor(second)\n same => n,PauseMonitor()\n same => n,Wait(2)\n same => n,UnpauseMonitor()\n',
    );
    await using _ = pbx;
    const call = caller(pbx);
    await pbx.clock.advance(6000);
    call.hangUp();
    await pbx.finish(call);
    await pbx.clock.advance(100);
    expect(readdirSync(monitorFolder(pbx)).sort()).toEqual(['second-in.wav', 'second-out.wav']);
    expect(tonesIn(pbx, 'second-in.wav', 1500)).toEqual([500]);
    expect(tonesIn(pbx, 'second-out.wav', 1500)).toEqual([800]);
    expect(lengthMs(pbx, 'second-in.wav')).toBeLessThanOrEqual(4000);
    expect(call.channel.variables.get('MONITORED')).toBe('true');
  });

  test('m mixes both into one file, or hands them to MONITOR_EXEC', async () => {
    const { pbx, shell } = await open(
      ' same => n,ExecIf($["${WITH}" != ""]?Set(MONITOR_EXEC=mixer))\n same => n,Monitor(wav,${WITH}call,m)\n',
    );
    await using _ = pbx;
    for (const variables of [{ WITH: '' }, { WITH: 'own-' }]) {
      const call = pbx.call('alice', '1', { variables });
      call.hum(500);
      await pbx.clock.advance(4000);
      call.hangUp();
      await pbx.finish(call);
      await pbx.clock.advance(100);
    }
    expect(readdirSync(monitorFolder(pbx)).sort()).toEqual(['call.wav', 'own-call-in.wav', 'own-call-out.wav']);
    expect(tonesIn(pbx, 'call.wav', 2500)).toEqual([500, 800]);
    const base = join(monitorFolder(pbx), 'own-call');
    expect(shell).toEqual([`mixer "${base}-in.wav" "${base}-out.wav" "${base}.wav"`]);
  });

  test.each([
    ['i', ['call-out.wav']],
    ['o', ['call-in.wav']],
    ['im', ['call-out.wav']],
  ])('%s leaves a side out', async (options, files) => {
    const { pbx } = await open(` same => n,Monitor(wav,call,${options})\n`);
    await using _ = pbx;
    const call = caller(pbx);
    await pbx.clock.advance(3000);
    call.hangUp();
    await pbx.finish(call);
    await pbx.clock.advance(100);
    expect(readdirSync(monitorFolder(pbx))).toEqual(files);
  });

  test('B beeps while it is recorded, and MONITOR_EXEC_ARGS are handed on', async () => {
    const { pbx, shell } = await open(
      ' same => n,Set(MONITOR_EXEC=mixer)\n same => n,Set(MONITOR_EXEC_ARGS=-q)\n same => n,Monitor(wav,call,mB(2))\n same => n,Wait(20)\n',
    );
    await using _ = pbx;
    const call = pbx.call('alice', '1');
    call.listen(join(pbx.folder, 'heard.wav'));
    await pbx.clock.advance(5000);
    call.hangUp();
    await pbx.finish(call);
    await pbx.clock.advance(100);
    const sound = readSound(join(pbx.folder, 'heard.wav'));
    expect(amplitudeAt(sound, 2000, 1500, 3000)).toBeGreaterThan(20);
    const base = join(monitorFolder(pbx), 'call');
    expect(shell).toEqual([`mixer "${base}-in.wav" "${base}-out.wav" "${base}.wav" -q`]);
  });

  test('b waits for the bridge, and a manager client can begin it', async () => {
    const { pbx } = await open(' same => n,Monitor(wav,late,b)\n same => n,Wait(2)\n');
    await using _ = pbx;
    const call = caller(pbx);
    await pbx.clock.advance(1500);
    expect(readdirSync(monitorFolder(pbx))).toEqual([]);
    await pbx.clock.advance(4500);
    call.hangUp();
    await pbx.finish(call);
    await pbx.clock.advance(100);
    expect(readdirSync(monitorFolder(pbx)).sort()).toEqual(['late-in.wav', 'late-out.wav']);
    const other = caller(pbx);
    await pbx.clock.advance(1000);
    expect(await askManager(pbx, monitorAction, { Channel: other.channel.name, Mix: 'true' })).toMatchObject({
      message: 'Started monitoring channel',
    });
    await pbx.clock.advance(500);
    other.hangUp();
    await pbx.finish(other);
    await pbx.clock.advance(100);
    expect(existsSync(join(monitorFolder(pbx), `${other.channel.name.replace('/', '-')}.wav`))).toBe(true);
  });
});
