import type { HeardCase, HeardFamily } from './heard-case.ts';

/** A call that answers, runs these steps, and shows what the last text makes of the results. */
function runs(name: string, steps: string | readonly string[], shows: string, says: string): HeardCase {
  const list = typeof steps === 'string' ? [steps] : steps;
  return { name, calls: [{ runs: ['Answer()', ...list, ...(shows === '' ? [] : [`NoOp(${shows})`])], says }] };
}

const READ = '[${X}] ${READSTATUS}';
const READ_EXTEN = '[${X}] ${READEXTENSTATUS}';
const RECORD = '${RECORD_STATUS}';
const PLAYBACK = '${PLAYBACKSTATUS}';
const CONTROL = '${CPLAYBACKSTATUS} ${CPLAYBACKSTOPKEY}';
const AMD = '${AMDSTATUS} ${CUT(AMDCAUSE,-,1)}';
const DIGIT = '[${WAITDIGITRESULT}] ${WAITDIGITSTATUS}';

const CONTEXT_KNOWN = 'AUTH_CONTEXT has the context, as documented';
const STANDS_IN = 'what stands in for a missing prompt is heard';

const SECTIONS = `[menu]
exten => s,1,BackGround(vm-intro)
 same => n,WaitExten(2)
 same => n,NoOp(went on)
exten => 1,1,NoOp(one)
exten => 12,1,NoOp(twelve)
exten => 3,1,NoOp(three)
exten => i,1,NoOp(invalid \${INVALID_EXTEN})
exten => t,1,NoOp(timeout)
exten => h,1,NoOp(over)
[short]
exten => s,1,BackGround(vm-intro,m)
 same => n,WaitExten(2)
exten => 3,1,NoOp(three)
[bad]
exten => s,1,WaitExten(2)
 same => n,NoOp(went on)
exten => 3,1,NoOp(three)
[any]
exten => _XXX,1,NoOp(any \${EXTEN})
`;

/** What applications say, and make of the digits and the words that they hear. */
export const promptCases: HeardFamily = {
  name: 'prompts',
  files: { 'amd.conf': '[general]\n' },
  sections: SECTIONS,
  cases: [
    runs('read-all', 'Read(X,vm-intro,2)', READ, 'quiet 1, press 12, quiet 2'),
    runs('read-pound', 'Read(X,vm-intro)', READ, 'quiet 1, press 123#, quiet 2'),
    runs('read-pound-alone', 'Read(X,vm-intro)', READ, 'quiet 1, press #, quiet 2'),
    runs('read-nothing', 'Read(X,beep,3,,1,2)', READ, 'quiet 6'),
    runs('read-twice', 'Read(X,vm-goodbye,3,,2,2)', READ, 'quiet 4, press 45#, quiet 4'),
    runs('read-part', 'Read(X,beep,5,,1,2)', READ, 'quiet 1, press 45, quiet 5'),
    runs('read-prompts', 'Read(X,vm-goodbye&vm-intro&vm-goodbye,1)', READ, 'quiet 3, press 9, quiet 3'),
    runs('read-no-prompt', 'Read(X,,2,,,3)', READ, 'quiet 1, press *8, quiet 3'),
    runs('read-after', 'Read(X,beep,2)', READ, 'quiet 1, press 12, quiet 3'),
    { ...runs('read-nowhere', 'Read(X,no-such-prompt,1,,,2)', READ, 'quiet 1, press 1, quiet 3'), differs: STANDS_IN },
    runs('read-no-variable', 'Read()', READ, 'quiet 2'),
    runs('read-hangup', 'Read(X,vm-intro,2)', READ, 'quiet 1, press 1'),
    runs('read-exten', 'ReadExten(X,vm-intro,digits)', READ_EXTEN, 'quiet 1, press 7, quiet 2'),
    runs('read-exten-long', 'ReadExten(X,vm-intro,any)', READ_EXTEN, 'quiet 1, press 555, quiet 2'),
    runs('read-exten-wrong', 'ReadExten(X,vm-intro,digits)', READ_EXTEN, 'quiet 1, press 2, quiet 3'),
    runs('read-exten-invalid', 'ReadExten(X,vm-intro,menu,i)', READ_EXTEN, 'quiet 1, press 2, quiet 3'),
    runs('read-exten-short', 'ReadExten(X,beep,any,,2)', READ_EXTEN, 'quiet 1, press 55, quiet 4'),
    runs('read-exten-nothing', 'ReadExten(X,beep,any,,2)', READ_EXTEN, 'quiet 5'),
    runs('digit-one', 'WaitDigit(4)', DIGIT, 'quiet 1, press 5, quiet 2'),
    runs('digit-none', 'WaitDigit(2)', DIGIT, 'quiet 4'),
    runs('digit-of-some', 'WaitDigit(4,12)', DIGIT, 'quiet 1, press 52, quiet 2'),
    runs('menu-one', 'Goto(menu,s,1)', '', 'quiet 1, press 1, quiet 5'),
    runs('menu-twelve', 'Goto(menu,s,1)', '', 'quiet 1, press 12, quiet 3'),
    runs('menu-three', 'Goto(menu,s,1)', '', 'quiet 1, press 3, quiet 3'),
    runs('menu-invalid', 'Goto(menu,s,1)', '', 'quiet 1, press 8, quiet 5'),
    runs('menu-waits', 'Goto(menu,s,1)', '', 'quiet 6.5, press 3, quiet 3'),
    runs('menu-nothing', 'Goto(menu,s,1)', '', 'quiet 11'),
    runs('menu-matching', 'Goto(short,s,1)', '', 'quiet 1, press 3, quiet 3'),
    runs('menu-not-matching', 'Goto(short,s,1)', '', 'quiet 1, press 8, quiet 9'),
    runs('menu-bad-nothing', 'Goto(bad,s,1)', '', 'quiet 5'),
    runs('menu-bad-digit', 'Goto(bad,s,1)', '', 'quiet 1, press 8, quiet 5'),
    runs('digits', 'SayDigits(1207*#)', '', 'quiet 8'),
    runs('digits-odd', 'SayDigits(-4a)', '', 'quiet 5'),
    ...['0', '7', '13', '20', '42', '100', '101', '999', '1000', '1234567', '-5', '1000000000', 'x', ''].map((number) =>
      runs(`number-${number.replace('-', 'minus') || 'none'}`, `SayNumber(${number})`, '', 'quiet 14'),
    ),
    runs('ordinal', 'SayOrdinal(23)', '', 'quiet 5'),
    runs('alpha', 'SayAlpha(aZ 9.)', '', 'quiet 8'),
    runs('phonetic', 'SayPhonetic(b2)', '', 'quiet 5'),
    runs('alpha-case', 'SayAlphaCase(u,aB)', '', 'quiet 8'),
    runs('time', "SayUnixTime(1591013100,UTC,ABdY 'digits/at' IMp)", '', 'quiet 14'),
    runs('time-24', 'SayUnixTime(1591020300,UTC,R)', '', 'quiet 6'),
    runs('time-other', 'SayUnixTime(1591013100,America/New_York,kMS)', '', 'quiet 8'),
    ...[
      'H',
      'I',
      'k',
      'l',
      'M',
      'N',
      'P',
      'p',
      'R',
      'S',
      'T',
      'Q',
      'q',
      'A',
      'a',
      'B',
      'b',
      'h',
      'd',
      'e',
      'm',
      'Y',
      'x',
    ].flatMap((letter, at) => [
      runs(`letter-a${at}`, `SayUnixTime(1590969600,UTC,${letter})`, '', 'quiet 7'),
      runs(`letter-b${at}`, `SayUnixTime(1591013107,UTC,${letter})`, '', 'quiet 7'),
    ]),
    runs('plays', 'Playback(vm-goodbye&vm-intro)', PLAYBACK, 'quiet 8'),
    { ...runs('plays-missing', 'Playback(no-such-prompt)', PLAYBACK, 'quiet 2'), differs: STANDS_IN },
    {
      ...runs('plays-part', 'Playback(vm-goodbye&no-such-prompt&vm-goodbye)', PLAYBACK, 'quiet 4'),
      differs: STANDS_IN,
    },
    { ...runs('plays-numbers', 'Playback(digits:12)', PLAYBACK, 'quiet 4'), differs: STANDS_IN },
    runs('plays-digits-pressed', 'Playback(vm-intro)', PLAYBACK, 'quiet 1, press 5, quiet 7'),
    runs('control', 'ControlPlayback(vm-intro)', CONTROL, 'quiet 8'),
    runs('control-stop', 'ControlPlayback(vm-intro,1000,#,*,5)', CONTROL, 'quiet 1, press 5, quiet 2'),
    runs('control-missing', 'ControlPlayback(no-such-prompt)', CONTROL, 'quiet 2'),
    runs('record-pound', 'Record(${ASTSPOOLDIR}/a.wav)', RECORD, 'quiet 1, hum 2, press #, quiet 2'),
    runs('record-silence', 'Record(${ASTSPOOLDIR}/b.wav,2)', RECORD, 'quiet 1, hum 1, quiet 5'),
    runs('record-time', 'Record(${ASTSPOOLDIR}/c.wav,,2)', RECORD, 'quiet 1, hum 5, quiet 1'),
    runs('record-quiet', 'Record(${ASTSPOOLDIR}/d.wav,,2,q)', RECORD, 'quiet 1, hum 5, quiet 1'),
    runs('record-star', 'Record(${ASTSPOOLDIR}/e.wav,,9,t)', RECORD, 'quiet 1, hum 1, press *, quiet 2'),
    runs('record-any', 'Record(${ASTSPOOLDIR}/f.wav,,9,y)', RECORD, 'quiet 1, hum 1, press 5, quiet 2'),
    runs('record-operator', 'Record(${ASTSPOOLDIR}/g.wav,,9,o)', RECORD, 'quiet 1, hum 1, press 0, quiet 2'),
    runs('record-hangup', 'Record(${ASTSPOOLDIR}/i.wav)', RECORD, 'quiet 1, hum 1'),
    runs('record-numbered', ['Record(${ASTSPOOLDIR}/num%d.wav,,1)', 'NoOp(${RECORDED_FILE:-4})'], RECORD, 'hum 4'),
    runs('record-nothing', 'Record()', RECORD, 'quiet 2'),
    runs('authenticate', 'Authenticate(1234)', 'right', 'quiet 1, press 1234#, quiet 3'),
    runs('authenticate-second', 'Authenticate(1234)', 'right', 'quiet 1, press 99#, quiet 4, press 1234#, quiet 3'),
    runs(
      'authenticate-never',
      'Authenticate(1234)',
      'right',
      'quiet 1, press 9#, quiet 5, press 9#, quiet 5, press 9#, quiet 6',
    ),
    runs('authenticate-prompt', 'Authenticate(1234,,4,vm-password)', 'right', 'quiet 0.5, press 1234, quiet 3'),
    runs('silence', 'WaitForSilence(1000)', '${WAITSTATUS}', 'hum 1.5, quiet 4'),
    runs('silence-never', 'WaitForSilence(1000,1,3)', '${WAITSTATUS}', 'hum 6'),
    runs('silence-twice', 'WaitForSilence(700,2)', '${WAITSTATUS}', 'quiet 1, hum 1, quiet 3'),
    runs('noise', 'WaitForNoise(500)', '${WAITSTATUS}', 'quiet 1.5, hum 2'),
    runs('noise-never', 'WaitForNoise(500,1,2)', '${WAITSTATUS}', 'quiet 5'),
    runs('amd-person', 'AMD()', AMD, 'quiet 0.5, hum 0.6, quiet 3'),
    runs('amd-machine', 'AMD()', AMD, 'quiet 0.5, hum 4, quiet 1'),
    runs('amd-silent', 'AMD()', AMD, 'quiet 7'),
    runs('amd-own-limits', 'AMD(1000)', AMD, 'quiet 5'),
    runs('disa', 'DISA(no-password,any)', '', 'quiet 1, press 555, quiet 3'),
    runs('disa-password', 'DISA(12,any)', '', 'quiet 1, press 12#, quiet 1, press 555, quiet 3'),
    runs('disa-wrong', 'DISA(12,any)', '', 'quiet 1, press 13#, quiet 5'),
    {
      ...runs(
        'vm-authenticate',
        'VMAuthenticate({box})',
        '${AUTH_MAILBOX} ${AUTH_CONTEXT}',
        'quiet 2, press 4321#, quiet 3',
      ),
      mailbox: '',
      differs: CONTEXT_KNOWN,
    },
    {
      ...runs(
        'vm-authenticate-context',
        'VMAuthenticate({box}@default)',
        '${AUTH_MAILBOX} ${AUTH_CONTEXT}',
        'quiet 2, press 4321#, quiet 3',
      ),
      mailbox: '',
      differs: CONTEXT_KNOWN,
    },
    {
      ...runs('vm-authenticate-silent', 'VMAuthenticate({box},s)', '${AUTH_MAILBOX}', 'quiet 1, press 4321#, quiet 3'),
      mailbox: '',
    },
    {
      ...runs(
        'vm-authenticate-wrong',
        'VMAuthenticate({box})',
        '${AUTH_MAILBOX}',
        'quiet 2, press 1#, quiet 4, press 1#, quiet 4, press 1#, quiet 6',
      ),
      mailbox: '',
    },
    { ...runs('vm-says-name', 'VMSayName({box})', 'said', 'quiet 4'), mailbox: '', holds: { greetings: ['greet'] } },
    { ...runs('vm-says-number', 'VMSayName({box})', 'said', 'quiet 6'), mailbox: '' },
  ],
};
