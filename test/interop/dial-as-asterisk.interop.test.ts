import { beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Running } from '../../bench/target.ts';

const asterisk = asteriskTarget();

const CALLEES = `[c]
exten => ans,1,Answer()
 same => n,Wait(1.2)
 same => n,Hangup()
exten => ans5,1,Answer()
 same => n,Wait(5.2)
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
 same => n,Wait(1.2)
 same => n,Answer()
 same => n,Wait(1)
exten => ringbusy,1,Ringing()
 same => n,Wait(1)
 same => n,Busy()
exten => who,1,Answer()
 same => n,Set(GLOBAL(who)=\${CALLERID(all)}/\${CALLERID(dnid)}/\${INH}/\${DIALEDPEERNUMBER})
 same => n,Wait(1)
exten => _pX.,1,Answer()
 same => n,Wait(1.2)
 same => n,SendDTMF(\${FILTER(0-9w,\${EXTEN:2})},250,100)
 same => n,Wait(15)
exten => press,1,Answer()
 same => n,Wait(1)
 same => n,SendDTMF(12#*,250,100)
 same => n,Wait(1)
 same => n,SendDTMF(7,250,100)
 same => n,Wait(9)
[macro-hang]
exten => s,1,Hangup()
[macro-res]
exten => s,1,Set(MACRO_RESULT=\${ARG1})
[sub-hang]
exten => s,1,Hangup()
[sub-res]
exten => s,1,Set(GOSUB_RESULT=\${ARG1})
 same => n,Return(val)
[pre]
exten => callee,1,Set(GLOBAL(pre)=\${ARG1}\${ARG2}/\${CALLERID(num)})
 same => n,Return()
exten => hang,1,Hangup()
`;

/** What is dialled, by the name under which its outcome is told. */
const DIALS: Readonly<Record<string, string>> = {
  busy: 'Local/busy@c,2',
  congested: 'Local/cong@c,2',
  ringing: 'Local/ring@c,2',
  progress: 'Local/prog@c,2',
  silent: 'Local/silent@c,2',
  hangup: 'Local/hup@c,2',
  hangup17: 'Local/hup17@c,2',
  hangup19: 'Local/hup19@c,2',
  hangup20: 'Local/hup20@c,2',
  hangup21: 'Local/hup21@c,2',
  hangup34: 'Local/hup34@c,2',
  hangup38: 'Local/hup38@c,2',
  nobody: 'Local/nobody@c,2',
  ringbusy: 'Local/ringbusy@c,2',
  ringanswer: 'Local/ringans@c,3,g',
  answer: 'Local/ans@c,2,g',
  answerends: 'Local/ans@c,2',
  who: 'Local/who@c,2,g',
  technology: 'Foo/bar',
  unknown: 'SIP/unregistered,5',
  nothing: '',
  malformed: 'nosuch',
  empties: '&Local/ans@c,5,g',
  several: 'Local/busy@c&Local/cong@c&Local/x@y,5',
  goneandbusy: 'Local/hup@c&Local/ringbusy@c,5',
  ringandbusy: 'Local/ring@c&Local/busy@c,1',
  ringandanswer: 'Local/ring@c&Local/ringans@c,5,g',
  timeout: 'Local/ans@c,abc,g',
  limit: 'Local/ans5@c,5,gS(1.2)',
  macrohang: 'Local/ans5@c,5,M(hang)',
  macrobusy: 'Local/ans5@c,5,M(res^BUSY)',
  macrocongestion: 'Local/ans5@c,5,M(res^CONGESTION)',
  macrocontinue: 'Local/ans5@c,5,M(res^CONTINUE)',
  macroabort: 'Local/ans5@c,5,M(res^ABORT)',
  macronone: 'Local/ans@c,5,gM(none)',
  subhang: 'Local/ans5@c,5,U(sub-hang)',
  subbusy: 'Local/ans5@c,5,U(sub-res^BUSY)',
  subcontinue: 'Local/ans5@c,5,U(sub-res^CONTINUE)',
  subabort: 'Local/ans5@c,5,U(sub-res^ABORT)',
  subother: 'Local/ans@c,5,gU(sub-res^OTHER)',
  subnone: 'Local/ans@c,5,gU(none)',
  predial: 'Local/ans@c,5,gb(pre^callee^1(x^y))',
  predialhang: 'Local/ans@c,5,gb(pre^hang^1)',
  predialnone: 'Local/ans@c,5,gb(pre^none^1)',
  callerid: 'Local/who@c,5,go',
};

/** Other steps than Dial(), as they are written; each tells what it has to tell in `told`. */
const STEPS: Readonly<Record<string, string>> = {
  playmissing: 'Playback(/none/there)|told=${PLAYBACKSTATUS}',
  playskip: 'Playback(silence/1,skip)|told=${PLAYBACKSTATUS}',
  backmissing: 'BackGround(/none/there)|told=${BACKGROUNDSTATUS}',
  readtimeout: 'Read(v,,,,2,0.3)|told=${v}/${READSTATUS}',
  readskip: 'Read(v,,3,s)|told=${v}/${READSTATUS}',
  recordskip: 'Record(/tmp/x.wav,,,s)|told=${RECORD_STATUS}/${RECORDED_FILE}',
  recordformat: 'Record(/tmp/x.zzz,,,q)|told=${RECORD_STATUS}/${RECORDED_FILE}',
  originate: 'Originate(Local/ans@c,app,Wait,1,,2)|told=${ORIGINATE_STATUS}',
  originatebusy: 'Originate(Local/busy@c,app,Wait,1,,2)|told=${ORIGINATE_STATUS}',
  originatehangup: 'Originate(Local/hup17@c,app,Wait,1,,2)|told=${ORIGINATE_STATUS}',
  originatering: 'Originate(Local/ring@c,app,Wait,1,,2)|told=${ORIGINATE_STATUS}',
  originatenobody: 'Originate(Local/none@c,app,Wait,1,,2)|told=${ORIGINATE_STATUS}',
  retry: 'RetryDial(/none/x,1,2,Local/busy@c,2)|told=${DIALSTATUS}',
};

/** Steps for which the other half of the channel presses 12#* and then 7. */
const PRESSED: Readonly<Record<string, string>> = {
  read: 'Read(v,,,,1,3)|told=${v}/${READSTATUS}',
  readtwo: 'Read(v,,2,,1,3)|told=${v}/${READSTATUS}',
  readstar: 'Read(v,,0,t(*),1,3)|told=${v}/${READSTATUS}',
  readnone: 'Read(v,,0,t,1,2)|told=${v}/${READSTATUS}',
  readprompt: 'Read(v,silence/5,2)|told=${v}/${READSTATUS}',
};

/** Menus in which digits choose: the first step of the menu, and the digits that the other half presses. */
const MENUS: Readonly<Record<string, readonly [step: string, digits: string]>> = {
  backone: ['BackGround(silence/9)', '5'],
  backtwo: ['BackGround(silence/9)', '12'],
  backlong: ['BackGround(silence/9)', '123'],
  backinvalid: ['BackGround(silence/9)', '14'],
  backunknown: ['BackGround(silence/9)', '9'],
  backsingle: ['BackGround(silence/9,m)', '195'],
  backdeaf: ['BackGround(silence/2,p)', '5'],
  backmissing: ['BackGround(/none/there&silence/9)', '5'],
  waitone: ['WaitExten(5)', '5'],
  waittwo: ['WaitExten(5)', '12'],
  waitinvalid: ['WaitExten(5)', '99'],
  waitnothing: ['WaitExten(1)', 'w'],
  saydigits: ['SayDigits(1234567)', '5'],
};

const SHOWN =
  '${DIALSTATUS}/${HANGUPCAUSE}/${ANSWEREDTIME}/${DIALEDTIME}/${RINGTIME}/${PROGRESSTIME}/${DIALEDPEERNUMBER}/${CHANNEL(state)}/${GOSUB_RETVAL}';

function dialplan(): string {
  const dials = Object.entries(DIALS).map(
    ([name, args]) =>
      `exten => ${name},1,Set(CALLERID(all)="Bob" <555>)\n same => n,Set(__INH=yes)\n same => n,Set(__NAME=${name})\n same => n,Dial(${args})\n same => n,Set(GLOBAL(after-${name})=${SHOWN})`,
  );
  const steps = Object.entries({ ...STEPS, ...PRESSED }).map(([name, text]) => {
    const [step, told = ''] = text.split('|told=');
    return `exten => ${name},1,Set(__NAME=${name})\n same => n,${step}\n same => n,Set(GLOBAL(after-${name})=${told})`;
  });
  const menus = Object.entries(MENUS).map(([name, [step]]) => {
    const tell = (place: string): string =>
      `Set(GLOBAL(after-${name})=${place}/\${INVALID_EXTEN}/\${BACKGROUNDSTATUS})`;
    const exten = (place: string): string => `exten => ${place},1,${tell(place)}`;
    return `[menu-${name}]\nexten => s,1,Set(SAY_DTMF_INTERRUPT=true)\n same => n,Answer()\n same => n,${step}\n same => n,WaitExten(1)\n${['5', '12', '123', 'i', 't'].map(exten).join('\n')}`;
  });
  const menuDoors = Object.keys(MENUS).map((name) => `exten => ${name},1,Goto(menu-${name},s,1)`);
  return `[general]\n[globals]\n[t]\n${dials.join('\n')}\n${steps.join('\n')}\n${menuDoors.join('\n')}\nexten => h,1,Set(GLOBAL(h-\${NAME})=${SHOWN})\n${CALLEES}${menus.join('\n')}\n`;
}

/** All globals that the calls have set. */
async function play(running: Running): Promise<Map<string, string>> {
  for (const name of [...Object.keys(DIALS), ...Object.keys(STEPS)])
    await running.rxAside(`channel originate Local/${name}@t application Wait 30`);
  for (const name of Object.keys(PRESSED)) await running.rxAside(`channel originate Local/${name}@t extension press@c`);
  for (const [name, [, digits]] of Object.entries(MENUS))
    await running.rxAside(`channel originate Local/${name}@t extension p0${digits}@c`.replace('p0w', 'silent'));
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const globals = running.rx('dialplan show globals');
  return new Map(
    [...globals.matchAll(/^\s*((?:after|h)-\w+|who|pre)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value.trim(),
    ]),
  );
}

describe.skipIf(!asterisk)(
  'the same dialplan on a real Asterisk (needs ASTERISK_ROOT or an installed Asterisk)',
  () => {
    const seen = new Map<string, Map<string, string>>();

    beforeAll(async () => {
      for (const target of [asterisk, asterismTarget()]) {
        if (!target) continue;
        const running = await target.start({
          ...BASE_FILES,
          'pjsip.conf': '',
          'sip.conf': '[general]\nudpbindaddr=127.0.0.1:25067\n',
          'extensions.conf': dialplan(),
        });
        try {
          seen.set(target.name, await play(running));
        } finally {
          await running.stop();
        }
      }
    }, 180_000);

    const names = [...Object.keys(DIALS), ...Object.keys(STEPS), ...Object.keys(PRESSED), ...Object.keys(MENUS)];
    test.each([...names.flatMap((name) => [`after-${name}`, `h-${name}`]), 'who', 'pre'])('%s', (name) => {
      expect(seen.get('asterism')?.get(name)).toBe(seen.get('asterisk')?.get(name));
    });

    test('the calls were made at all, and every step has told something', () => {
      expect(seen.get('asterisk')?.size).toBeGreaterThan(names.length);
      const telling = [...Object.keys(STEPS), ...Object.keys(PRESSED), ...Object.keys(MENUS)];
      expect(telling.filter((name) => !seen.get('asterisk')?.has(`after-${name}`))).toEqual([]);
    });
  },
);
