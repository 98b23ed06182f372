import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { amplitudeAt, readSound, type Sound, sine, wavBytes } from '../support/audio.ts';
import { answerAfter, type FakeCall, refuse, ringOnly } from '../support/fake-phone.ts';
import { FastAgiServer } from '../support/fast-agi.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const PROMPTS =
  'conf-getconfno conf-getpin conf-invalidpin conf-invalid conf-onlyperson conf-waitforleader conf-placeintoconf conf-leaderhasleft conf-kicked conf-locked conf-adminmenu-18 conf-usermenu-162 conf-muted conf-lockednow conf-enteringno conf-noempty confbridge-join confbridge-leave intro';

async function open(extensions: string, phones: Parameters<typeof openTestPbx>[0]['phones'] = {}): Promise<TestPbx> {
  const pbx = await openTestPbx({
    config: {
      'extensions.conf': `[default]\n${extensions}\nexten => h,1,NoOp(h)\n`,
      'meetme.conf': '[rooms]\nconf => 100\nconf => 200,12,34\nconf => 300\n',
    },
    phones,
  });
  for (const name of PROMPTS.split(' ')) pbx.prompt(name, sine(3000, 200));
  return pbx;
}

const cli = async (pbx: TestPbx, line: string): Promise<string> =>
  (await pbx.pbx.ports.use(commandsPort).run(line)).text;

async function heard(pbx: TestPbx, calls: readonly FakeCall[], tones: readonly number[]): Promise<number[][]> {
  for (const [index, call] of calls.entries()) call.listen(join(pbx.folder, `heard-${index}.wav`));
  await pbx.clock.advance(1000);
  const sounds: Sound[] = [];
  for (const call of calls) sounds.push(await call.heard());
  return sounds.map((sound) => tones.filter((tone) => amplitudeAt(sound, tone, 200, 700) > 500));
}

function caller(pbx: TestPbx, name: string, exten: string, frequencyHz: number): FakeCall {
  const call = pbx.call(name, exten);
  call.hum(frequencyHz);
  return call;
}

const told = (pbx: TestPbx): string[] =>
  pbx.log.steps.filter((step) => step.includes(' NoOp(')).map((step) => step.replace(/^.*? NoOp\((.*)\)$/, '$1'));

describe('MeetMe', () => {
  test('rooms of meetme.conf, others only with d, and numbers that are asked for', async () => {
    await using pbx = await open(
      'exten => fixed,1,MeetMe(100,q)\nexten => none,1,MeetMe(999)\n same => n,NoOp(on)\nexten => any,1,MeetMe(999,dq)\nexten => ask,1,MeetMe(,q)\nexten => empty,1,MeetMe(,Eq)',
    );
    const a = caller(pbx, 'a', 'fixed', 500);
    await pbx.finish(caller(pbx, 'x', 'none', 400));
    expect(told(pbx)).toEqual(['h']);
    const b = caller(pbx, 'b', 'ask', 700);
    await pbx.clock.advance(1000);
    void b.press('999#');
    await pbx.clock.advance(3000);
    void b.press('100#');
    await pbx.clock.advance(3000);
    expect(await heard(pbx, [a, b], [500, 700])).toEqual([[700], [500]]);
    const c = caller(pbx, 'c', 'any', 900);
    const d = caller(pbx, 'd', 'empty', 1100);
    await pbx.clock.advance(1500);
    const list = await cli(pbx, 'meetme list');
    expect(list.split('\n')[0]).toBe('Conf Num       Parties        Marked     Activity  Creation  Locked');
    expect(list).toMatch(/^100 +0002 +N\/A +00:00:\d\d {2}Static +No/m);
    expect(list).toMatch(/^999 +0001 +N\/A +00:00:\d\d {2}Dynamic +No/m);
    expect(list).toMatch(/^300 +0001/m);
    expect(list).toContain('* Total number of MeetMe users: 4\n');
    for (const call of [a, b, c, d]) call.hangUp();
    await pbx.clock.advance(1000);
    expect(await cli(pbx, 'meetme list')).toBe('No active MeetMe conferences.\n');
  });

  test('PINs: of users, of administrators, given in the dialplan, and three wrong ones', async () => {
    await using pbx = await open(
      'exten => 1,1,MeetMe(200,q)\nexten => 2,1,MeetMe(200,q,12)\nexten => 3,1,MeetMe(200,q,99)\nexten => 4,1,MeetMe(555,Dq)\nexten => 5,1,MeetMe(555,dq)',
    );
    const a = pbx.call('a', '1');
    await pbx.clock.advance(1000);
    void a.press('34#');
    const b = pbx.call('b', '2');
    await pbx.clock.advance(3000);
    expect(await cli(pbx, 'meetme list 200')).toMatch(
      /^User #: 01 .*Phone\/b-\S+ 00:00:\d\d\nUser #: 02 .*Phone\/a-\S+ \(Admin\) 00/m,
    );
    await pbx.finish(pbx.call('c', '3'));
    const d = pbx.call('d', '1');
    for (let tries = 0; tries < 3; tries++) {
      await pbx.clock.advance(2000);
      void d.press('77#');
    }
    await pbx.finish(d);
    const e = pbx.call('e', '4');
    await pbx.clock.advance(1000);
    void e.press('66#');
    await pbx.clock.advance(3000);
    const f = pbx.call('f', '5');
    await pbx.clock.advance(1000);
    void f.press('66#');
    await pbx.clock.advance(3000);
    expect(await cli(pbx, 'meetme list')).toMatch(/^555 +0002/m);
    for (const call of [a, b, e, f]) call.hangUp();
    await pbx.finish(f);
  });

  test('listen only, talk only, keys that leave, an extension by digit, passing digits on, the menu', async () => {
    await using pbx = await open(
      [
        'exten => l,1,MeetMe(100,ql)',
        'exten => t,1,MeetMe(100,qt)',
        'exten => p,1,MeetMe(100,qp(5))\n same => n,NoOp(left by ${MEETME_EXIT_KEY})',
        'exten => x,1,Set(MEETME_EXIT_CONTEXT=exits)\n same => n,MeetMe(100,qX)',
        'exten => f,1,MeetMe(100,qF)',
        'exten => s,1,MeetMe(100,qs)',
        '[exits]\nexten => 7,1,NoOp(seven)\n[default]',
      ].join('\n'),
    );
    const l = caller(pbx, 'l', 'l', 500);
    const t = caller(pbx, 't', 't', 700);
    const f = caller(pbx, 'f', 'f', 900);
    await pbx.clock.advance(1500);
    expect(await heard(pbx, [l, t, f], [500, 700, 900])).toEqual([[700, 900], [], [700]]);
    void f.press('3');
    await pbx.clock.advance(1000);
    expect(l.digits).toBe('3');
    const p = pbx.call('p', 'p');
    await pbx.clock.advance(1500);
    void p.press('5');
    await pbx.finish(p);
    const x = pbx.call('x', 'x');
    await pbx.clock.advance(1500);
    void x.press('7');
    await pbx.finish(x);
    expect(told(pbx)).toEqual(['left by 5', 'h', 'seven']);
    const s = caller(pbx, 's', 's', 1300);
    await pbx.clock.advance(1500);
    void s.press('*1');
    await pbx.clock.advance(2000);
    expect(await cli(pbx, 'meetme list 100')).toMatch(/Phone\/s-\S+ \(Muted\)/);
    expect(await heard(pbx, [l], [700, 1300])).toEqual([[700]]);
    for (const call of [l, t, f, s]) call.hangUp();
    await pbx.finish(s);
  });

  test('MeetMeAdmin and the console: mute, kick, lock; C goes on after a kick', async () => {
    await using pbx = await open(
      [
        'exten => 1,1,MeetMe(100,q)\n same => n,NoOp(not reached)',
        'exten => 2,1,MeetMe(100,qC)\n same => n,NoOp(went on)',
        'exten => admin,1,MeetMeAdmin(100,M,1)\n same => n,NoOp(${MEETMEADMINSTATUS})\n same => n,MeetMeAdmin(100,M,9)\n same => n,NoOp(${MEETMEADMINSTATUS})',
        ' same => n,MeetMeAdmin(777,K)\n same => n,NoOp(${MEETMEADMINSTATUS})\n same => n,MeetMeCount(100,N)\n same => n,NoOp(${N} ${MEETME_INFO(parties,100)} ${MEETME_INFO(lock,100)})',
      ].join('\n'),
    );
    const a = caller(pbx, 'a', '1', 500);
    const b = caller(pbx, 'b', '2', 700);
    await pbx.clock.advance(1500);
    await pbx.finish(pbx.call('x', 'admin'));
    expect(told(pbx)).toEqual(['OK', 'NOTFOUND', 'NOTFOUND', '2 2 0', 'h']);
    expect(await heard(pbx, [b], [500])).toEqual([[]]);
    await cli(pbx, 'meetme unmute 100 1');
    await pbx.clock.advance(200);
    expect(await heard(pbx, [b], [500])).toEqual([[500]]);
    await cli(pbx, 'meetme lock 100');
    await pbx.finish(pbx.call('c', '1'));
    await cli(pbx, 'meetme kick 100 all');
    await pbx.finish(a);
    await pbx.finish(b);
    expect(told(pbx).slice(5).sort()).toEqual(['h', 'h', 'h', 'went on']);
  });

  test('limits of time, of waiting, of being alone; a recording', async () => {
    await using pbx = await open(
      [
        'exten => s,1,MeetMe(100,qS(3))\n same => n,NoOp(three seconds)',
        'exten => w,1,MeetMe(300,dqw(4))\n same => n,NoOp(nobody came)',
        'exten => k,1,MeetMe(555,dqk)\n same => n,NoOp(alone)',
        'exten => r,1,Set(MEETME_RECORDINGFILE=taped)\n same => n,MeetMe(555,dqr)',
        'exten => L,1,MeetMe(100,qL(5000:2000:1000))\n same => n,NoOp(limit)',
      ].join('\n'),
    );
    for (const exten of ['s', 'w', 'L']) await pbx.finish(pbx.call('a', exten));
    expect(told(pbx)).toEqual(['three seconds', 'h', 'nobody came', 'h', 'limit', 'h']);
    const r = caller(pbx, 'r', 'r', 500);
    const k = caller(pbx, 'k', 'k', 700);
    await pbx.clock.advance(4000);
    r.hangUp();
    await pbx.finish(k);
    expect(told(pbx)).toContain('alone');
    const taped = readSound(join(pbx.directories.data, 'sounds', 'taped.wav'));
    for (const tone of [500, 700]) expect(amplitudeAt(taped, tone, 1500, 2000)).toBeGreaterThan(2000);
  });
});

describe('MeetMe with a script', () => {
  test('b: the script has the call while it takes part, and sees the digits; its end is the end of the part', async () => {
    await using pbx = await open(
      'exten => b,1,Set(MEETME_AGI_BACKGROUND=agi://127.0.0.1/background)\n same => n,MeetMe(100,bq)\n same => n,NoOp(${AGISTATUS})\nexten => a,1,MeetMe(100,q)',
    );
    const server = await FastAgiServer.listen(pbx.network);
    const a = caller(pbx, 'a', 'a', 500);
    const b = caller(pbx, 'b', 'b', 700);
    await pbx.clock.advance(1000);
    expect(server.environment).toContain('agi_network_script: background');
    expect(await heard(pbx, [a, b], [500, 700])).toEqual([[700], [500]]);
    server.send('WAIT FOR DIGIT 5000\n');
    await pbx.clock.advance(100);
    void b.press('5');
    await pbx.clock.advance(500);
    expect(server.lines).toEqual(['200 result=53']);
    expect(await cli(pbx, 'meetme list')).toMatch(/^100 +0002/m);
    server.hangUp();
    await pbx.finish(b);
    expect(told(pbx)).toContain('SUCCESS');
    expect(await cli(pbx, 'meetme list')).toMatch(/^100 +0001/m);
    a.hangUp();
    await pbx.finish(a);
  });

  test('b: who is sent out is told to the script as a hangup, and the call ends', async () => {
    await using pbx = await open(
      'exten => b,1,Set(MEETME_AGI_BACKGROUND=agi://127.0.0.1/background)\n same => n,MeetMe(100,bqC)\n same => n,NoOp(goes on)',
    );
    const server = await FastAgiServer.listen(pbx.network);
    const b = caller(pbx, 'b', 'b', 700);
    await pbx.clock.advance(1000);
    await cli(pbx, 'meetme kick 100 all');
    await pbx.finish(b);
    expect(server.lines).toContain('HANGUP');
    expect(told(pbx)).toContain('goes on');
  });

  test('v: the greeting of a mailbox is announced; without one, i and I decide', async () => {
    await using pbx = await open(
      'exten => a,1,MeetMe(100,1)\nexten => v,1,MeetMe(100,v(77@office))\nexten => w,1,MeetMe(100,v(78)I)',
    );
    for (const name of ['conf-hasjoin', 'vm-rec-name', 'beep']) pbx.prompt(name, sine(3000, 200));
    const box = join(pbx.directories.spool, 'voicemail', 'office', '77');
    mkdirSync(box, { recursive: true });
    writeFileSync(join(box, 'greet.wav'), wavBytes(sine(1300, 900)));
    const a = pbx.call('a', 'a');
    await pbx.clock.advance(1500);
    a.listen(join(pbx.folder, 'name.wav'));
    const v = pbx.call('v', 'v');
    await pbx.clock.advance(3000);
    expect(amplitudeAt(await a.heard(), 1300)).toBeGreaterThan(500);
    expect(pbx.log.has("Playing 'vm-rec-name")).toBe(false);
    const w = pbx.call('w', 'w');
    await pbx.clock.advance(1500);
    expect(pbx.log.lines.join('\n')).toContain('vm-rec-name');
    for (const call of [a, v, w]) {
      call.hangUp();
      await pbx.finish(call);
    }
  });
});

describe('the meeting that dials everybody', () => {
  const DIALPLAN = `
exten => lead,1,Answer()
 same => n,Set(CalLocation=1234)
 same => n,Set(CalDescription=one^two^nobody^busy)
 same => n,Set(X=1)
 same => n,Set(EndPoint=\${CUT(CalDescription,^,\${X})})
 same => n,While($[\${EXISTS(\${EndPoint})}])
 same => n,Set(ToDial=\${IF($[\${ISNULL(\${ToDial})}]?:\${ToDial}&)}Local/\${EndPoint}@default)
 same => n,Set(X=$[\${X} + 1])
 same => n,Set(EndPoint=\${CUT(CalDescription,^,\${X})})
 same => n,EndWhile()
 same => n,Set(__CalLocation=\${CalLocation})
 same => n,Dial(\${ToDial})
 same => n,MeetMe(\${CalLocation},dA)
 same => n,Hangup()
exten => _[a-z].,1,NoOp()
 same => n,Originate(SIP/\${EXTEN},exten,MeetingOriginator,meetme-\${CalLocation},1,5)
 same => n,Hangup()
[MeetingOriginator]
exten => _meetme-XXXX,1,Verbose(2,Joining a meeting)
 same => n,Answer()
 same => n,MeetMe(\${EXTEN:7},dw)
 same => n,Hangup()
`;

  test('who is called waits, hearing nobody, until the organizer comes; then everybody hears everybody', async () => {
    await using pbx = await open(DIALPLAN, {
      one: answerAfter(500, (call) => void call.hum(500)),
      two: answerAfter(1500, (call) => void call.hum(700)),
      nobody: ringOnly,
      busy: refuse('busy'),
    });
    const organizer = caller(pbx, 'organizer', 'lead', 900);
    await pbx.clock.advance(3000);
    const [one] = pbx.exchange.callsOf('one');
    const [two] = pbx.exchange.callsOf('two');
    if (!one || !two) throw new Error('nobody was called');
    expect(await heard(pbx, [one, two], [500, 700, 900])).toEqual([[], []]);
    expect(await cli(pbx, 'meetme list')).toMatch(/^1234 +0002 +N\/A /m);
    await pbx.clock.advance(4000);
    expect(await cli(pbx, 'meetme list')).toMatch(/^1234 +0003 +0001/m);
    expect(await heard(pbx, [one, two, organizer], [500, 700, 900])).toEqual([
      [700, 900],
      [500, 900],
      [500, 700],
    ]);
    organizer.hangUp();
    await pbx.clock.advance(2000);
    expect(await heard(pbx, [one, two], [500, 700, 900])).toEqual([[], []]);
    for (const call of [one, two]) call.hangUp();
    await pbx.clock.advance(1000);
    expect(await cli(pbx, 'meetme list')).toBe('No active MeetMe conferences.\n');
  });
});
