import { describe, expect, test } from 'vitest';
import { answerAfter, refuse, ringOnly } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const CONTEXTS = `[c]
exten => ans,1,Answer()
 same => n,Wait(2)
exten => busy,1,Busy()
exten => cong,1,Congestion()
exten => hup,1,Hangup()
exten => hup17,1,Hangup(17)
exten => ring,1,Ringing()
 same => n,Wait(60)
exten => who,1,Answer()
 same => n,NoOp(who \${CALLERID(all)} \${INH})
 same => n,Wait(1)
[tgt]
exten => s,1,NoOp(tgt \${CHANNEL:0:9} \${CALLERID(all)})
exten => failed,1,NoOp(failed \${REASON} \${CHANNEL})
[pre]
exten => callee,1,NoOp(callee \${CHANNEL:0:9} \${ARG1})
 same => n,Return()
exten => caller,1,NoOp(caller \${CHANNEL:0:9} \${ARG1})
 same => n,Return()`;

const told = (pbx: TestPbx): string[] =>
  pbx.log.steps.filter((step) => step.includes(' NoOp(')).map((step) => step.replace(/^.*? NoOp\((.*)\)$/s, '$1'));

async function run(lines: string, limitMs = 100_000): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: { 'extensions.conf': `[default]\n${lines}\n${CONTEXTS}\n` },
    phones: { busy: refuse('busy'), mute: ringOnly, bob: answerAfter(500) },
  });
  await pbx.finish(pbx.call('alice', 'x'), limitMs);
  await pbx.clock.advance(5000);
  return pbx;
}

describe('Originate, as measured against Asterisk 16', () => {
  test.each([
    ['Local/ans@c', 'SUCCESS', 'tgt Local/ans "" <>'],
    ['Local/busy@c', 'BUSY', 'failed 5 OutgoingSpoolFailed'],
    ['Local/cong@c', 'CONGESTION', 'failed 8 OutgoingSpoolFailed'],
    ['Local/hup@c', 'FAILED', 'failed 0 OutgoingSpoolFailed'],
    ['Local/hup17@c', 'FAILED', 'failed 0 OutgoingSpoolFailed'],
    ['Local/ring@c', 'RINGING', 'failed 3 OutgoingSpoolFailed'],
    ['Local/none@c', 'FAILED', 'failed 0 OutgoingSpoolFailed'],
    ['SIP/none', 'FAILED', 'failed 0 OutgoingSpoolFailed'],
    ['Foo/bar', 'FAILED', 'failed 0 OutgoingSpoolFailed'],
    ['SIP/mute', 'RINGING', 'failed 3 OutgoingSpoolFailed'],
  ])('%s: %s', async (dialString, status, other) => {
    await using pbx = await run(
      `exten => x,1,Originate(${dialString},exten,tgt,,,2)\n same => n,NoOp(\${ORIGINATE_STATUS})`,
    );
    expect(told(pbx).sort()).toEqual([status, other].sort());
  });

  test.each([
    ['nosuch,app,Wait,1', "Channel Tech/Data invalid: 'nosuch'"],
    ['Local/ans@c,foo,Wait,1', "Incorrect type, it should be 'exten' or 'app': foo"],
    ['Local/ans@c,exten,tgt,s,lab', "Invalid priority: 'lab'"],
  ])('Originate(%s) ends the call', async (args, error) => {
    await using pbx = await run(`exten => x,1,Originate(${args})\n same => n,NoOp(on)`);
    expect(told(pbx)).toEqual([]);
    expect(pbx.log.of('error')).toContain(error);
  });

  test('caller id and variables are those of the options only', async () => {
    await using pbx = await run(
      'exten => x,1,Set(CALLERID(all)="Bob" <555>)\n same => n,Set(__INH=no)\n same => n,Originate(Local/who@c,app,Wait,3,,2,c(777)n(Zed)v(A=1^__INH=two))',
    );
    expect(told(pbx)).toEqual(['who "Zed" <777> two']);
  });

  test('b and B run first', async () => {
    await using pbx = await run(
      'exten => x,1,Originate(Local/ans@c,exten,tgt,s,1,2,b(pre^callee^1(x))B(pre^caller^1(z)))\n same => n,NoOp(${ORIGINATE_STATUS})',
    );
    expect(told(pbx).slice(0, 2)).toEqual(['caller Phone/ali z', 'callee Local/ans x']);
    expect(told(pbx).slice(2).sort()).toEqual(['SUCCESS', 'tgt Local/ans "" <>']);
  });

  test('with a the dialplan goes on at once', async () => {
    await using pbx = await run(
      'exten => x,1,Originate(SIP/mute,app,Wait,1,,3,a)\n same => n,NoOp(${ORIGINATE_STATUS})',
      100,
    );
    expect(told(pbx)).toEqual(['SUCCESS']);
  });

  test('a timeout that is none is thirty seconds', async () => {
    await using pbx = await run(
      'exten => x,1,Originate(SIP/mute,app,Wait,1,,abc)\n same => n,NoOp(${ORIGINATE_STATUS})',
    );
    expect(pbx.log.of('notice')).toContain("Invalid timeout: 'abc'. Setting timeout to 30 seconds");
    expect(told(pbx)).toEqual(['RINGING']);
  });
});

describe('RetryDial', () => {
  test('calls as often as it is told, with a pause and an announcement after each', async () => {
    await using pbx = await openTestPbx({
      config: {
        'extensions.conf': '[default]\nexten => x,1,RetryDial(beep,2,2,SIP/busy,5)\n same => n,NoOp(${DIALSTATUS})\n',
      },
      phones: { busy: refuse('busy') },
    });
    pbx.call('alice', 'x');
    await pbx.clock.advance(4000);
    expect(told(pbx)).toEqual([]);
    await pbx.clock.advance(1000);
    expect(told(pbx)).toEqual(['BUSY']);
    expect(pbx.exchange.callsOf('busy')).toHaveLength(2);
    expect(pbx.log.of('verbose').filter((line) => line.includes("Playing 'beep"))).toHaveLength(2);
  });

  test('pauses ten seconds where no pause is given', async () => {
    await using pbx = await openTestPbx({
      config: { 'extensions.conf': '[default]\nexten => x,1,RetryDial(,0,1,SIP/busy,5)\n same => n,NoOp(on)\n' },
      phones: { busy: refuse('busy') },
    });
    pbx.call('alice', 'x');
    await pbx.clock.advance(9900);
    expect(told(pbx)).toEqual([]);
    await pbx.clock.advance(300);
    expect(told(pbx)).toEqual(['on']);
  });

  test('a digit in the pause leads away, another one calls at once', async () => {
    await using pbx = await openTestPbx({
      config: { 'extensions.conf': '[default]\nexten => x,1,RetryDial(,60,0,SIP/busy,5)\nexten => 7,1,NoOp(seven)\n' },
      phones: { busy: refuse('busy') },
    });
    const call = pbx.call('alice', 'x');
    await pbx.clock.advance(1000);
    await pbx.clock.advance(0);
    void call.press('3');
    await pbx.clock.advance(1000);
    expect(pbx.exchange.callsOf('busy')).toHaveLength(2);
    void call.press('7');
    await pbx.finish(call);
    expect(told(pbx)).toEqual(['seven']);
  });

  test('an answer ends it', async () => {
    await using pbx = await openTestPbx({
      config: {
        'extensions.conf':
          '[default]\nexten => x,1,RetryDial(none,1,5,SIP/bob,5,gS(1))\n same => n,NoOp(${DIALSTATUS})\n',
      },
      phones: { bob: answerAfter(100) },
    });
    await pbx.finish(pbx.call('alice', 'x'));
    expect(told(pbx)).toEqual(['ANSWER']);
    expect(pbx.exchange.callsOf('bob')).toHaveLength(1);
    expect(pbx.log.of('warning')).toContain('Announce file "none" specified in Retrydial does not exist');
  });

  test('without the arguments of Dial the call ends', async () => {
    await using pbx = await run('exten => x,1,RetryDial(beep,1,1)\n same => n,NoOp(on)');
    expect(told(pbx)).toEqual([]);
    expect(pbx.log.of('error')).toContain('RetryDial requires a 4th argument (dialdata)');
  });
});
