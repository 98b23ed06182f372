import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findPrompt, loudness, sine, strongestFrequency, sweep } from '../support/audio.ts';
import { answerAfter, type Behaviour, type FakeCall, refuse, ringOnly } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx, type TestPbxOptions } from '../support/test-pbx.ts';

const SHOW = '${DIALSTATUS} ${HANGUPCAUSE} ${ANSWEREDTIME} ${DIALEDTIME} ${RINGTIME} ${PROGRESSTIME} ${CHANNEL(state)}';

/** Local extensions that do what their names say, as measured against Asterisk 16. */
const CALLEES = `[c]
exten => ans,1,Answer()
 same => n,Wait(1.2)
 same => n,Hangup()
exten => ans5,1,Answer()
 same => n,Wait(5)
exten => busy,1,Busy()
exten => cong,1,Congestion()
exten => ring,1,Ringing()
 same => n,Wait(20)
exten => prog,1,Progress()
 same => n,Wait(20)
exten => silent,1,Wait(20)
exten => hup,1,Hangup()
exten => _hupXX,1,Hangup(\${EXTEN:3})
exten => ringans,1,Ringing()
 same => n,Wait(1)
 same => n,Answer()
 same => n,Wait(1)
exten => ringbusy,1,Ringing()
 same => n,Wait(1)
 same => n,Busy()
exten => who,1,Answer()
 same => n,NoOp(WHO \${CALLERID(all)} / \${CALLERID(dnid)} / \${INH} / \${DIALEDPEERNUMBER})
 same => n,Wait(1)
`;

const open = (lines: string, more: Partial<TestPbxOptions> & { contexts?: string } = {}): Promise<TestPbx> =>
  openTestPbx({ config: { 'extensions.conf': `[default]\n${lines}\n${more.contexts ?? ''}\n${CALLEES}` }, ...more });

const told = (pbx: TestPbx): string[] =>
  pbx.log.steps.filter((step) => step.includes(' NoOp(')).map((step) => step.replace(/^.*? NoOp\((.*)\)$/s, '$1'));

/** One Dial to its end; `after` and in `h` the variables are told. */
async function dialled(args: string, more: Parameters<typeof open>[1] = {}, limitMs = 60_000): Promise<TestPbx> {
  const pbx = await open(
    `exten => x,1,Dial(${args})\n same => n,NoOp(after ${SHOW})\nexten => h,1,NoOp(h ${SHOW})`,
    more,
  );
  await pbx.finish(pbx.call('alice', 'x'), limitMs);
  return pbx;
}

describe('DIALSTATUS, HANGUPCAUSE and the times are those of Asterisk', () => {
  test.each([
    ['Local/busy@c,2', 'BUSY 0     Ring', 'BUSY 17     Busy'],
    ['Local/cong@c,2', 'CONGESTION 0     Ring', 'CONGESTION 34     Busy'],
    ['Local/ring@c,2', 'NOANSWER 0   0  Ring', 'NOANSWER 0   0  Ring'],
    ['Local/prog@c,2', 'NOANSWER 0    0 Ring', 'NOANSWER 0    0 Ring'],
    ['Local/silent@c,2', 'NOANSWER 0     Ring', 'NOANSWER 0     Ring'],
    ['Local/hup@c,2', 'NOANSWER 16     Ring', 'NOANSWER 16     Ring'],
    ['Local/hup17@c,2', 'BUSY 17     Ring', 'BUSY 17     Busy'],
    ['Local/hup19@c,2', 'NOANSWER 19     Ring', 'NOANSWER 19     Ring'],
    ['Local/hup20@c,2', 'CHANUNAVAIL 20     Ring', 'CHANUNAVAIL 34     Busy'],
    ['Local/hup21@c,2', 'CHANUNAVAIL 21     Ring', 'CHANUNAVAIL 34     Busy'],
    ['Local/hup34@c,2', 'CONGESTION 34     Ring', 'CONGESTION 34     Busy'],
    ['Local/hup38@c,2', 'CHANUNAVAIL 38     Ring', 'CHANUNAVAIL 34     Busy'],
    ['Local/nobody@c,2', 'CHANUNAVAIL 0     Ring', 'CHANUNAVAIL 34     Busy'],
    ['Local/ringbusy@c,2', 'BUSY 0   0  Ring', 'BUSY 17   0  Busy'],
    ['Local/ringans@c,2,g', 'ANSWER 16 1 2 0  Up', 'ANSWER 16 1 2 0  Up'],
    ['Local/ans@c,2,g', 'ANSWER 16 1 1   Up', 'ANSWER 16 1 1   Up'],
    ['Foo/bar', 'CHANUNAVAIL 66     Ring', 'CHANUNAVAIL 34     Busy'],
    ['SIP/unregistered,5', 'CHANUNAVAIL 20     Ring', 'CHANUNAVAIL 34     Busy'],
    ['SIP/a&Foo/bar&Local/x@y,5', 'CHANUNAVAIL 0     Ring', 'CHANUNAVAIL 34     Busy'],
    ['Local/busy@c&Local/cong@c&SIP/a,5', 'BUSY 0     Ring', 'BUSY 17     Busy'],
    ['Local/ring@c&Local/busy@c,1', 'NOANSWER 0   0  Ring', 'NOANSWER 0   0  Ring'],
    ['Local/ring@c&Local/ringans@c,5,g', 'ANSWER 16 1 2 0  Up', 'ANSWER 16 1 2 0  Up'],
    ['&Local/ans@c,5,g', 'ANSWER 16 1 1   Up', 'ANSWER 16 1 1   Up'],
    ['Local/ans@c,abc,g', 'ANSWER 16 1 1   Up', 'ANSWER 16 1 1   Up'],
    ['Local/ans5@c,5,gS(1)', 'ANSWER 16 1 1   Up', 'ANSWER 16 1 1   Up'],
    ['', 'CHANUNAVAIL 0     Ring', 'CHANUNAVAIL 34     Busy'],
  ])('Dial(%s)', async (args, after, inHangup) => {
    await using pbx = await dialled(args);
    expect(told(pbx)).toEqual([`after ${after}`, `h ${inHangup}`]);
  });

  test('without g the dialplan ends with the callee’s hangup', async () => {
    await using pbx = await dialled('Local/ans@c,2');
    expect(told(pbx)).toEqual(['h ANSWER 16 1 1   Up']);
  });

  test('no technology at all ends the call', async () => {
    await using pbx = await dialled('nosuch');
    expect(told(pbx)).toEqual(['h INVALIDARGS 0     Ring']);
    expect(pbx.log.of('warning')).toContain('Dial argument takes format (technology/resource)');
  });

  test('the log says what Asterisk’s says', async () => {
    await using pbx = await dialled('SIP/a&Local/busy@c,2');
    expect(pbx.log.of('notice')).toContain("Unable to create channel of type 'SIP' (cause 20 - Subscriber absent)");
    expect(pbx.log.of('verbose')).toContain('Called Local/busy@c');
    expect(pbx.log.of('verbose')).toContain('Everyone is busy/congested at this time (2:1/0/1)');
    await using other = await dialled('Local/hup@c,2');
    expect(other.log.of('verbose')).toContain('No one is available to answer at this time (1:0/0/0)');
    await using third = await dialled('Local/ring@c,2');
    expect(third.log.of('verbose')).toContain('Nobody picked up in 2000 ms');
  });

  test('the times count from the answer and the creation of the caller’s channel', async () => {
    await using pbx = await open(
      'exten => x,1,Answer()\n same => n,Wait(2)\n same => n,Dial(Local/ans@c,2,g)\n same => n,NoOp(${ANSWEREDTIME} ${DIALEDTIME} ${ANSWEREDTIME_MS:0:1})',
    );
    await pbx.finish(pbx.call('alice', 'x'));
    expect(told(pbx)).toEqual(['4 4 4']);
  });

  test('what an earlier Dial left is gone', async () => {
    await using pbx = await open(
      'exten => x,1,Dial(Local/ringans@c,3,g)\n same => n,Dial(SIP/none)\n same => n,NoOp([${ANSWEREDTIME}${RINGTIME}${DIALEDPEERNAME}${DIALEDPEERNUMBER}])',
    );
    await pbx.finish(pbx.call('alice', 'x'));
    expect(told(pbx)).toEqual(['[]']);
  });
});

describe('a called phone', () => {
  test('sees the caller, its inherited variables, and its own number', async () => {
    await using pbx = await open(
      'exten => x,1,Set(CALLERID(all)="Bob" <555>)\n same => n,Set(__INH=yes)\n same => n,Set(NOT=no)\n same => n,Dial(Local/who@c,5)',
    );
    await pbx.finish(pbx.call('alice', 'x'));
    expect(told(pbx)).toEqual(['WHO "Bob" <555> /  / yes / who@c']);
  });

  test('rings, answers, talks, and hears and is heard', async () => {
    await using pbx = await open('exten => x,1,Dial(SIP/bob,20)', { phones: { bob: answerAfter(1000) } });
    const call = pbx.call('alice', 'x');
    await pbx.clock.advance(500);
    expect(call.indications).toEqual(['ringing']);
    expect(call.accepted).toBe(false);
    await pbx.clock.advance(600);
    expect(call.accepted).toBe(true);
    const [other] = pbx.exchange.callsOf('bob');
    call.listen(join(pbx.folder, 'a.wav'));
    other?.listen(join(pbx.folder, 'b.wav'));
    call.hum(500);
    other?.hum(900);
    await pbx.clock.advance(1000);
    expect(strongestFrequency(await call.heard(), 200, 500)).toBe(900);
    expect(strongestFrequency((await other?.heard()) ?? sine(0, 0), 200, 500)).toBe(500);
    call.hangUp();
    await pbx.finish(call);
    expect(other?.endedWith).toBe(16);
    expect(pbx.pbx.channels.size).toBe(0);
  });

  test('digits pass both ways', async () => {
    await using pbx = await open('exten => x,1,Dial(SIP/bob,20)', { phones: { bob: answerAfter(100) } });
    const call = pbx.call('alice', 'x');
    await pbx.clock.advance(300);
    const [other] = pbx.exchange.callsOf('bob');
    void call.press('12');
    void other?.press('9');
    await pbx.clock.advance(1000);
    expect([other?.digits, call.digits]).toEqual(['12', '9']);
  });

  test('that sends early media is heard before it answers, and not with r', async () => {
    const singing: Behaviour = (call) => {
      call.progress();
      call.hum(800);
    };
    for (const [options, frequency] of [
      ['', 800],
      ['r', 0],
    ] as const) {
      await using pbx = await open(`exten => x,1,Dial(SIP/bob,20,${options})`, { phones: { bob: singing } });
      const call = pbx.call('alice', 'x');
      call.listen(join(pbx.folder, 'a.wav'));
      await pbx.clock.advance(1500);
      expect(strongestFrequency(await call.heard(), 500, 500)).toBe(frequency);
      expect(call.indications).toEqual(options === 'r' ? ['ringing'] : ['progress']);
    }
  });

  test('an answered caller hears a ring tone', async () => {
    await using pbx = await open('exten => x,1,Answer()\n same => n,Dial(SIP/bob,20)', { phones: { bob: ringOnly } });
    const call = pbx.call('alice', 'x');
    await pbx.clock.advance(600);
    call.listen(join(pbx.folder, 'a.wav'));
    await pbx.clock.advance(1000);
    expect([440, 480]).toContain(strongestFrequency(await call.heard(), 100, 800));
  });

  test('the caller gives up: CANCEL, then h; the phone is told', async () => {
    await using pbx = await open(
      `exten => x,1,Dial(SIP/bob,20)\n same => n,NoOp(after)\nexten => h,1,NoOp(h ${SHOW})`,
      {
        phones: { bob: ringOnly },
      },
    );
    const call = pbx.call('alice', 'x');
    await pbx.clock.advance(1000);
    call.hangUp();
    await pbx.finish(call);
    expect(told(pbx)).toEqual(['h CANCEL 16   0  Ring']);
    expect(pbx.exchange.callsOf('bob')[0]?.endedWith).toBe(16);
  });

  test.each([
    ['', 26],
    ['Q(17)', 17],
    ['Q(NO_ANSWER)', 19],
    ['Q(NONE)', 16],
  ])('the others are told where it was answered (%s)', async (options, cause) => {
    await using pbx = await open(`exten => x,1,Dial(SIP/bob&SIP/carol,20,${options})`, {
      phones: { bob: answerAfter(500), carol: ringOnly },
    });
    pbx.call('alice', 'x');
    await pbx.clock.advance(1000);
    expect(pbx.exchange.callsOf('carol')[0]?.endedWith).toBe(cause);
  });

  test.each([
    ['busy', 'BUSY 17'],
    ['congestion', 'CONGESTION 34'],
    ['unavailable', 'CHANUNAVAIL 20'],
  ] as const)('that refuses as %s gives %s', async (as, expected) => {
    await using pbx = await dialled('SIP/bob,20', { phones: { bob: refuse(as) } });
    expect(told(pbx)[0]).toBe(`after ${expected}     Ring`);
  });
});

describe('forwarding', () => {
  const forward: Behaviour = (call) => call.forward('carol');

  test('goes to the caller’s context', async () => {
    await using pbx = await open(
      'exten => x,1,Dial(SIP/bob,20)\nexten => carol,1,NoOp(${CALLERID(num)} ${CALLERID(rdnis)})\n same => n,Dial(SIP/carol)\nexten => h,1,NoOp(${FORWARDERNAME:0:7})',
      { phones: { bob: forward, carol: answerAfter(100, (call) => void call.clock.after(500, () => call.hangUp())) } },
    );
    await pbx.finish(pbx.call('alice', 'x'));
    expect(told(pbx)).toContain('SIP/bob');
    expect(told(pbx)[0]).toMatch(/^alice/);
    expect(pbx.log.has("Now forwarding Phone/alice-00000000 to 'Local/carol@default'")).toBe(true);
  });

  test('goes where FORWARD_CONTEXT says', async () => {
    await using pbx = await open('exten => x,1,Set(_FORWARD_CONTEXT=fwd)\n same => n,Dial(SIP/bob,20)', {
      phones: { bob: forward },
      contexts: '[fwd]\nexten => carol,1,NoOp(there)',
    });
    await pbx.finish(pbx.call('alice', 'x'));
    expect(told(pbx)).toEqual(['there']);
  });

  test('is refused by i', async () => {
    await using pbx = await dialled('SIP/bob,20,i', { phones: { bob: forward } });
    expect(told(pbx)[0]).toMatch(/^after BUSY/);
  });
});

describe('options', () => {
  const bob = { bob: answerAfter(100, (call) => void call.clock.after(5000, () => call.hangUp())) };
  const SUBS = `[macro-hang]
exten => s,1,Hangup()
[macro-res]
exten => s,1,NoOp(macro \${CHANNEL:0:7} \${ARG1})
 same => n,Set(MACRO_RESULT=\${ARG1})
[sub-hang]
exten => s,1,Hangup()
[sub-res]
exten => s,1,NoOp(sub \${CHANNEL:0:7} \${ARG1})
 same => n,Set(GOSUB_RESULT=\${ARG1})
 same => n,Return(val)
[sub-goto]
exten => s,1,Set(GOSUB_RESULT=GOTO:other^there^1)
 same => n,Return()
[pre]
exten => callee,1,NoOp(callee \${CHANNEL:0:7} \${ARG1} \${ARG2} \${CALLERID(num)})
 same => n,Return()
exten => caller,1,NoOp(caller \${CHANNEL:0:11} \${ARG1})
 same => n,Return()
exten => hang,1,Hangup()
[other]
exten => there,1,NoOp(there)`;

  test.each([
    ['M(hang)', ['h ANSWER 16     Ring']],
    ['M(res^BUSY)', ['macro SIP/bob BUSY', 'after BUSY 16   0  Ring', 'h BUSY 17   0  Busy']],
    ['M(res^CONGESTION)', ['macro SIP/bob CONGESTION', 'after CONGESTION 16   0  Ring', 'h CONGESTION 34   0  Busy']],
    [
      'M(res^CHANUNAVAIL)',
      ['macro SIP/bob CHANUNAVAIL', 'after CHANUNAVAIL 16   0  Ring', 'h CHANUNAVAIL 34   0  Busy'],
    ],
    ['M(res^CONTINUE)', ['macro SIP/bob CONTINUE', 'after ANSWER 16   0  Ring', 'h ANSWER 16   0  Ring']],
    ['M(res^ABORT)', ['macro SIP/bob ABORT', 'h ANSWER 16   0  Ring']],
    ['M(res^NONSENSE)', ['macro SIP/bob NONSENSE', 'h ANSWER 16 4 5 0  Up']],
    ['M(none)', ['h ANSWER 16 5 5 0  Up']],
    ['U(sub-hang)', ['h ANSWER 16 0 0 0  Up']],
    ['U(sub-res^BUSY)', ['sub SIP/bob BUSY', 'after BUSY 16   0  Ring', 'h BUSY 17   0  Busy']],
    ['U(sub-res^CONTINUE)', ['sub SIP/bob CONTINUE', 'after ANSWER 16   0  Ring', 'h ANSWER 16   0  Ring']],
    ['U(sub-res^ABORT)', ['sub SIP/bob ABORT', 'h ANSWER 16   0  Ring']],
    ['U(none)', ['h ANSWER 16 5 5 0  Up']],
    ['U(sub-goto)', ['there']],
  ])('%s', async (option, expected) => {
    await using pbx = await dialled(`SIP/bob,5,${option}`, { phones: bob, contexts: SUBS });
    const strip = (line: string): string => line.replace(/ANSWER 16 [45] 5/, 'ANSWER 16 5 5');
    const normal = (line: string): string => line.replace('   0  ', '     ').replace(/( \d \d) 0 {2}/, '$1   ');
    expect(told(pbx).map(strip).map(normal)).toEqual(expected.map(strip).map(normal));
  });

  test('GOSUB_RETVAL is handed on', async () => {
    await using pbx = await open('exten => x,1,Dial(SIP/bob,5,gU(sub-res^x))\n same => n,NoOp(${GOSUB_RETVAL})', {
      phones: bob,
      contexts: SUBS,
    });
    await pbx.finish(pbx.call('alice', 'x'));
    expect(told(pbx)).toEqual(['sub SIP/bob x', 'val']);
  });

  test('a caller who hangs up during U ends it', async () => {
    await using pbx = await open('exten => x,1,Dial(SIP/bob,5,U(sub))\nexten => h,1,NoOp(${DIALSTATUS})', {
      phones: bob,
      contexts: '[sub]\nexten => s,1,Wait(100)\n same => n,NoOp(late)',
    });
    const call = pbx.call('alice', 'x');
    await pbx.clock.advance(1000);
    call.hangUp();
    await pbx.finish(call);
    await pbx.clock.advance(200_000);
    expect(told(pbx)).toEqual(['ANSWER']);
    expect(pbx.pbx.channels.size).toBe(0);
  });

  test('b and B run before the call', async () => {
    await using pbx = await dialled('SIP/bob,5,b(pre^callee^1(x^y))B(pre^caller^1(z))', {
      phones: bob,
      contexts: SUBS,
    });
    expect(told(pbx).slice(0, 2)).toEqual(['caller Phone/alice z', 'callee SIP/bob x y x']);
    expect(told(pbx)).toHaveLength(3);
  });

  test('a hangup in b drops that phone; a missing one is an error only', async () => {
    await using pbx = await dialled('SIP/bob,5,b(pre^hang^1)', { phones: bob, contexts: SUBS });
    expect(told(pbx)[0]).toBe('after CHANUNAVAIL 16     Ring');
    await using other = await dialled('SIP/bob,5,b(pre^none^1)', { phones: bob, contexts: SUBS });
    expect(told(other)[0]).toMatch(/^h ANSWER/);
    expect(other.log.of('error').join()).toContain("non-existent destination 'pre,none,1'");
  });

  test('G sends both their ways', async () => {
    await using pbx = await dialled('SIP/bob,5,G(other^there^1)', {
      phones: bob,
      contexts:
        '[other]\nexten => there,1,NoOp(one ${CHANNEL:0:5})\n same => n,NoOp(two ${CHANNEL:0:5})\n same => n,Wait(1)',
    });
    expect(
      told(pbx)
        .filter((line) => !line.startsWith('h'))
        .sort(),
    ).toEqual(['one Phone', 'two Phone', 'two SIP/b']);
  });

  test.each([
    ['F(other^there^1)', 'there SIP/b'],
    ['F', 'after SIP/b'],
  ])('%s keeps the called party when the caller hangs up', async (option, expected) => {
    await using pbx = await open(`exten => x,1,Dial(SIP/bob,5,${option})\n same => n,NoOp(after \${CHANNEL:0:5})`, {
      phones: bob,
      contexts: '[other]\nexten => there,1,NoOp(there ${CHANNEL:0:5})',
    });
    const call = pbx.call('alice', 'x');
    await pbx.clock.advance(1000);
    call.hangUp();
    await pbx.finish(call);
    await pbx.clock.advance(100);
    expect(told(pbx)).toEqual([expected]);
  });

  test('e runs h for the called party first', async () => {
    await using pbx = await open(
      'exten => x,1,Dial(SIP/bob,5,ge)\n same => n,NoOp(after)\nexten => h,1,NoOp(h ${CHANNEL:0:5})',
      {
        phones: bob,
      },
    );
    await pbx.finish(pbx.call('alice', 'x'));
    expect(told(pbx)).toEqual(['h SIP/b', 'after', 'h Phone']);
  });

  test('d leaves by a digit', async () => {
    await using pbx = await open('exten => x,1,Dial(SIP/bob,20,d)\nexten => 7,1,NoOp(seven ${DIALSTATUS})', {
      phones: { bob: ringOnly },
    });
    const call = pbx.call('alice', 'x');
    await pbx.clock.advance(500);
    void call.press('37');
    await pbx.finish(call);
    expect(told(pbx)).toEqual(['seven CANCEL']);
    expect(pbx.exchange.callsOf('bob')[0]?.endedWith).toBe(16);
  });

  test('D sends digits to both, and on progress', async () => {
    const progressing: Behaviour = (call) => {
      call.progress();
      call.clock.after(2000, () => call.pickUp());
    };
    await using pbx = await open('exten => x,1,Answer()\n same => n,Dial(SIP/bob,20,D(12:34:9))', {
      phones: { bob: progressing },
    });
    const call = pbx.call('alice', 'x');
    await pbx.clock.advance(6000);
    expect([pbx.exchange.callsOf('bob')[0]?.digits, call.digits]).toEqual(['912', '34']);
  });

  test('A plays to each its own', async () => {
    await using pbx = await open('exten => x,1,Dial(SIP/bob,20,A(one:two))', { phones: { bob: answerAfter(0) } });
    const prompt = sweep(1000);
    pbx.prompt('one', prompt);
    pbx.prompt('two', sine(700, 1000));
    const call = pbx.call('alice', 'x');
    await pbx.clock.advance(10);
    const [other] = pbx.exchange.callsOf('bob');
    call.listen(join(pbx.folder, 'a.wav'));
    other?.listen(join(pbx.folder, 'b.wav'));
    await pbx.clock.advance(1200);
    expect(findPrompt((await other?.heard()) ?? sine(0, 0), prompt).correlation).toBeGreaterThan(0.9);
    expect(strongestFrequency(await call.heard(), 200, 400)).toBe(700);
  });

  test('L warns and ends the call', async () => {
    await using pbx = await open(
      'exten => x,1,Set(LIMIT_WARNING_FILE=warn)\n same => n,Dial(SIP/bob,20,gL(4000:3000:2000))\n same => n,NoOp(after)',
      {
        phones: { bob: answerAfter(0) },
      },
    );
    pbx.prompt('warn', sine(650, 300));
    const call = pbx.call('alice', 'x');
    await pbx.clock.advance(20);
    call.listen(join(pbx.folder, 'a.wav'));
    await pbx.finish(call);
    const heard = await call.heard();
    expect(strongestFrequency(heard, 1050, 150)).toBe(650);
    expect(loudness(heard, 1600, 1000)).toBe(0);
    expect(strongestFrequency(heard, 3050, 150)).toBe(650);
    expect(told(pbx)).toEqual(['after']);
    expect(pbx.log.of('verbose')).toContain('play_warning   = 3000 ms (3.000 s)');
  });

  test.each([
    ['H', 'alice'],
    ['h', 'bob'],
  ])('%s lets %s hang up by *', async (option, who) => {
    await using pbx = await open(`exten => x,1,Dial(SIP/bob,20,g${option})\n same => n,NoOp(after)`, {
      phones: { bob: answerAfter(0) },
    });
    const call = pbx.call('alice', 'x');
    await pbx.clock.advance(100);
    const presser = who === 'alice' ? call : (pbx.exchange.callsOf('bob')[0] as FakeCall);
    void presser.press('*');
    await pbx.finish(call);
    expect(told(pbx)).toEqual(['after']);
  });

  test.each([
    ['o', '"Bob" <555>'],
    ['o("Eve" <777>)', '"Eve" <777>'],
    ['', '"" <x>'],
  ])('with %j the called channel’s caller id is %s', async (option, expected) => {
    await using pbx = await open(`exten => x,1,Set(CALLERID(all)="Bob" <555>)\n same => n,Dial(SIP/bob,5,${option})`, {
      phones: { bob: ringOnly },
    });
    pbx.call('alice', 'x');
    await pbx.clock.advance(100);
    const { caller, connected } = pbx.exchange.callsOf('bob')[0]?.channel.parties ?? {};
    expect(`"${caller?.name ?? ''}" <${caller?.number ?? ''}>`).toBe(expected);
    expect(connected).toMatchObject({ name: 'Bob', number: '555' });
  });
});
