import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { amplitudeAt, readSound, sine, wavBytes } from '../support/audio.ts';
import { answerAfter, type FakeCall, ringOnly } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx, type TestPbxOptions } from '../support/test-pbx.ts';

const DIALPLAN = `[default]
exten => one,1,Page(Phone/anna&Phone/bert&broken&Phone/cleo,q,20)
exten => both,1,Page(Phone/anna&Phone/bert,dqA(alarm)n,20)
exten => before,1,Page(Phone/anna,qb(default^mark^1(x)),20)
exten => mark,1,NoOp(\${CHANNEL(name)} gets \${ARG1})
 same => n,Return()
`;
const [CALLER_HZ, ANNA_HZ] = [500, 900];

async function open(calls: Record<string, FakeCall>): Promise<TestPbx> {
  const keep = (name: string) => answerAfter(500, (call) => void (calls[name] = call));
  const pbx = await openTestPbx({
    config: { 'extensions.conf': DIALPLAN, 'confbridge.conf': '' },
    phones: { anna: keep('anna'), bert: keep('bert'), cleo: ringOnly },
  });
  pbx.prompt('alarm', sine(1500, 1000));
  return pbx;
}

/** A file of a tone, to be said. */
function tone(pbx: TestPbx, hz: number): string {
  const path = join(pbx.folder, `${hz}.wav`);
  writeFileSync(path, wavBytes(sine(hz, 3000)));
  return path;
}

test('everybody called hears the caller and nobody else, until the caller leaves', async () => {
  const calls: Record<string, FakeCall> = {};
  await using pbx = await open(calls);
  const caller = pbx.call('alice', 'one');
  await pbx.clock.advance(1500);
  const { anna, bert } = calls;
  expect([anna, bert].map((call) => call?.endedWith)).toEqual([undefined, undefined]);
  const heard = [caller, anna, bert];
  for (const [place, call] of heard.entries()) call?.listen(join(pbx.folder, `heard-${place}.wav`));
  caller.say(tone(pbx, CALLER_HZ));
  anna?.say(tone(pbx, ANNA_HZ));
  await pbx.clock.advance(3000);
  caller.hangUp();
  await pbx.finish(caller);
  await pbx.clock.advance(3000);
  const loud = (place: number, hz: number): boolean =>
    amplitudeAt(readSound(join(pbx.folder, `heard-${place}.wav`)), hz) > 500;
  expect([0, 1, 2].map((place) => [loud(place, CALLER_HZ), loud(place, ANNA_HZ)])).toEqual([
    [false, false],
    [true, false],
    [true, false],
  ]);
  expect([anna?.endedWith, bert?.endedWith]).not.toContain(undefined);
  expect(pbx.log.has("Incomplete destination: 'broken' supplied.")).toBe(true);
  expect(pbx.pbx.channels.size).toBe(0);
});

test('with d everybody may speak; the announcement is for those who are called', async () => {
  const calls: Record<string, FakeCall> = {};
  await using pbx = await open(calls);
  const caller = pbx.call('alice', 'both');
  caller.listen(join(pbx.folder, 'caller.wav'));
  await pbx.clock.advance(700);
  calls['anna']?.listen(join(pbx.folder, 'anna.wav'));
  await pbx.clock.advance(2500);
  calls['anna']?.say(tone(pbx, ANNA_HZ));
  await pbx.clock.advance(2500);
  caller.hangUp();
  await pbx.finish(caller);
  await pbx.clock.advance(3000);
  const heard = (who: string, hz: number): boolean => amplitudeAt(readSound(join(pbx.folder, `${who}.wav`)), hz) > 300;
  expect([heard('caller', ANNA_HZ), heard('caller', 1500), heard('anna', 1500)]).toEqual([true, false, true]);
});

test('a subroutine runs on each called phone first', async () => {
  await using pbx = await open({});
  const caller = pbx.call('alice', 'before');
  await pbx.clock.advance(2000);
  caller.hangUp();
  await pbx.finish(caller);
  expect(pbx.log.steps.filter((step) => step.startsWith('mark@'))[0]).toMatch(/NoOp\(Phone\/anna-\w+ gets x\)/);
});

describe('the other options', () => {
  /** Who has been called so far, after one Page has been made. */
  async function paged(args: string, more: Partial<TestPbxOptions> = {}) {
    const pbx = await openTestPbx({
      config: {
        'confbridge.conf': '',
        'extensions.conf': `[default]\nexten => x,1,Page(${args})\nexten => other,1,Answer()\n same => n,Wait(60)\nexten => mark,1,NoOp(before \${CHANNEL(name)})\n same => n,Return()\n`,
      },
      ...more,
    });
    pbx.prompt('beep', sine(1200, 500));
    const call = pbx.call('alice', 'x');
    return { pbx, call };
  }

  test('the caller hears a beep, unless q forbids it', async () => {
    const beeps = async (options: string): Promise<boolean> => {
      const { pbx, call } = await paged(`Phone/anna,${options}`, { phones: { anna: ringOnly } });
      await using _ = pbx;
      call.listen(join(pbx.folder, 'caller.wav'));
      await pbx.clock.advance(1500);
      call.hangUp();
      await pbx.finish(call);
      return amplitudeAt(readSound(join(pbx.folder, 'caller.wav')), 1200) > 100;
    };
    expect([await beeps(''), await beeps('q')]).toEqual([true, false]);
  });

  test('s calls only phones that are not in use', async () => {
    const { pbx } = await paged('Phone/anna&Phone/bert,qs', { phones: { anna: ringOnly, bert: ringOnly } });
    await using _ = pbx;
    await pbx.clock.advance(500);
    const busy = pbx.call('bob', 'x');
    await pbx.clock.advance(500);
    expect([pbx.exchange.callsOf('anna').length, pbx.log.has("has device state 'INUSE'")]).toEqual([1, true]);
    busy.hangUp();
  });

  test('who forwards is followed, but not with i', async () => {
    const called = async (options: string): Promise<number> => {
      const { pbx, call } = await paged(`Phone/anna,${options}`, {
        phones: { anna: (phone) => phone.forward('Phone/bert'), bert: ringOnly },
      });
      await using _ = pbx;
      await pbx.clock.advance(500);
      call.hangUp();
      await pbx.finish(call);
      return pbx.exchange.callsOf('bert').length;
    };
    expect([await called('q'), await called('qi')]).toEqual([1, 0]);
  });

  test('B runs a subroutine on the caller first, r records, and who does not answer in time is let go', async () => {
    const { pbx, call } = await paged('Phone/anna&Phone/bert,qrB(default^mark^1),2', {
      phones: { anna: ringOnly, bert: answerAfter(100) },
    });
    await using _ = pbx;
    await pbx.clock.advance(3000);
    expect(pbx.log.steps.some((step) => /NoOp\(before Phone\/alice-\w+\)/.test(step))).toBe(true);
    expect(pbx.exchange.callsOf('anna')[0]?.endedWith).toBeDefined();
    expect(pbx.exchange.callsOf('bert')[0]?.endedWith).toBeUndefined();
    call.hangUp();
    await pbx.finish(call);
    await pbx.clock.advance(3000);
    const recorded = readdirSync(join(pbx.directories.spool, 'monitor'));
    expect(recorded.filter((file) => /^confbridge-\d+-.*\.wav$/.test(file))).toHaveLength(1);
  });
});
