import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { startServer } from '../../src/main.ts';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import { DigestFront, haveOpenssl } from '../support/digest-front.ts';
import { haveBcrypt, haveRadicale, Radicale } from '../support/radicale.ts';
import { TroubledFront } from '../support/troubled-front.ts';

const MINUTE = 60_000;
const stamp = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
const object = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const vevent = (uid: string, ...lines: string[]): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  `DTSTAMP:${stamp(0)}`,
  ...lines,
  'END:VEVENT',
];

const DIALPLAN = `[outbound]
exten => _NXXNXXXXXX,1,Verbose(2,Outbound calls)
 same => n,Set(CalendarStart=\${EPOCH})
 same => n,Set(X=\${EXTEN})
 same => n,Dial(Local/answers@far,30)
 same => n,Hangup()
exten => h,1,Verbose(2,Call cleanup)
 same => n,ExecIf($[\${CDR(billsec)} > 0]?Set(CALENDAR_WRITE(phone_call_calendar,summary,description,start,end)=OUTBOUND: \${X},Phone call to \${X} lasted for \${CDR(billsec)} seconds.,\${CalendarStart},\${EPOCH}))
 same => n,Verbose(1,\${X} written: \${CALENDAR_SUCCESS})
[far]
exten => answers,1,Answer()
 same => n,Wait(1.3)
 same => n,Hangup()
exten => caller,1,Answer()
 same => n,Wait(30)
[ask]
exten => today,1,Set(q=\${CALENDAR_QUERY(work,\${EPOCH},$[\${EPOCH}+7200])})
 same => n,Verbose(1,found \${CALENDAR_QUERY_RESULT(\${q},getnum)}: \${CALENDAR_QUERY_RESULT(\${q},summary,1)} / \${CALENDAR_QUERY_RESULT(\${q},summary,2)} at \${CALENDAR_QUERY_RESULT(\${q},start,2)} busy \${CALENDAR_BUSY(work)})
 same => n,Hangup()
`;

interface House extends AsyncDisposable {
  cli(line: string): Promise<string>;
  /** Resolves when a line of the log contains `text`, now or later. */
  saw(text: string): Promise<void>;
  write(file: string, text: string): void;
  /** Ends it and starts it on the same folders. */
  restart(): Promise<void>;
}

async function open(files: Readonly<Record<string, string>>): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-caldav-'));
  const etc = join(folder, 'etc');
  mkdirSync(etc);
  const write = (file: string, text: string): void => writeFileSync(join(etc, file), text);
  for (const [name, text] of Object.entries(files)) write(name, text);
  let output = '';
  const start = async () => {
    const started = await startServer({
      etc,
      state: join(folder, 'state'),
      verbosity: 3,
      terminal: { write: (text) => void (output += text), colour: false },
    });
    if ('failure' in started) throw new Error(started.failure);
    return started;
  };
  let server = await start();
  return {
    write,
    async restart() {
      await server.close();
      server = await start();
    },
    cli: async (line) => (await server.pbx.ports.use(commandsPort).run(line)).text,
    async saw(text) {
      while (!output.includes(text)) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const calendar = (name: string, url: string, secret = 'wonder'): string =>
  `[${name}]\ntype = caldav\nurl = ${url}\nuser = alice\nsecret = ${secret}\nrefresh = 15\ntimeframe = 180\n`;
const MODULES =
  '[modules]\nautoload = yes\nnoload = chan_sip.so\nnoload = res_pjsip.so\nnoload = chan_pjsip.so\nnoload = manager.so\n';

describe.skipIf(!haveRadicale)('calendars on Radicale (needs radicale)', () => {
  test('the console session: load, reload, show, also with autoload=no', async () => {
    await using radicale = await Radicale.open('office', 'phone-calls');
    const startMs = Math.floor(systemClock.now() / 1000) * 1000 - 10 * MINUTE;
    const alarm = [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:x',
      `TRIGGER;VALUE=DATE-TIME:${stamp(startMs + 60 * MINUTE)}`,
      'END:VALARM',
    ];
    await radicale.put(
      'office',
      'awesome',
      object(
        ...vevent(
          'awesome',
          'SUMMARY:Awesome Call With Russell',
          `DTSTART:${stamp(startMs)}`,
          `DTEND:${stamp(startMs + 30 * MINUTE)}`,
          ...alarm,
        ),
      ),
    );
    await using house = await open({ 'modules.conf': '[modules]\nautoload = no\nload = pbx_config.so\n' });
    expect(await house.cli('calendar show calendars')).toContain('No such command');
    house.write('calendar.conf', calendar('myGoogleCal', radicale.urlOf('office')));
    expect(await house.cli('module load res_calendar.so')).toContain('Loaded res_calendar');
    expect(await house.cli('calendar show calendars')).not.toContain('myGoogleCal');
    expect(await house.cli('module load res_calendar_caldav.so')).toContain('Loaded res_calendar_caldav');
    await house.cli('calendar refresh myGoogleCal');
    expect(await house.cli('calendar show calendars')).toBe(
      [
        'Calendar             Type       Status',
        '--------             ----       ------',
        'myGoogleCal          caldav     busy  ',
        '',
      ].join('\n'),
    );
    expect(await house.cli('calendar show types')).toBe(
      'Type       Description                   \ncaldav     CalDAV calendars              \n',
    );
    const time = (shown: string): string => shown.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [AP]M [+-]\d{4}/g, '<time>');
    expect(time(await house.cli('calendar show calendar myGoogleCal')).split('\n')).toEqual([
      'Name               : myGoogleCal         ',
      'Notify channel     :                     ',
      'Notify context     :                     ',
      'Notify extension   :                     ',
      'Notify application :                     ',
      'Notify appdata     :                     ',
      'Refresh time      : 15',
      'Timeframe         : 180',
      'Autoreminder      : None',
      'Events',
      '------',
      'Summary     : Awesome Call With Russell               ',
      'Description :                                         ',
      'Organizer   :                                         ',
      'Location    :                                         ',
      'Categories  :                                         ',
      'Priority    : 0',
      'UID         : awesome                                 ',
      'Start       : <time>            ',
      'End         : <time>            ',
      'Alarm       : <time>            ',
      '',
      '',
    ]);
    await house.saw("Channel should be in form Tech/Dest (was '')");
    house.write(
      'calendar.conf',
      calendar('myGoogleCal', radicale.urlOf('office')) +
        calendar('phone_call_calendar', radicale.urlOf('phone-calls')),
    );
    await house.cli('module reload res_calendar.so');
    await house.cli('calendar refresh phone_call_calendar');
    expect(await house.cli('calendar show calendars')).toContain('phone_call_calendar  caldav     free  \n');
    expect(await house.cli('module unload res_calendar_caldav.so')).toContain('Unloaded res_calendar_caldav');
    expect(await house.cli('calendar show calendars')).not.toContain('caldav');
    await house.cli('module load res_calendar_caldav.so');
    expect(await house.cli('calendar show calendars')).toContain('myGoogleCal          caldav ');
  });

  test('a recurrence with an override is read, and a dialplan asks for it; a principal leads to its calendar', async () => {
    await using radicale = await Radicale.open('office');
    const nowMs = Math.floor(systemClock.now() / 1000) * 1000;
    const first = nowMs - 7 * 24 * 60 * MINUTE + 30 * MINUTE;
    await radicale.put(
      'office',
      'series',
      object(
        ...vevent('series', 'SUMMARY:daily', `DTSTART:${stamp(first)}`, 'DURATION:PT10M', 'RRULE:FREQ=DAILY'),
        ...vevent(
          'series',
          'SUMMARY:moved',
          `RECURRENCE-ID:${stamp(nowMs + 30 * MINUTE)}`,
          `DTSTART:${stamp(nowMs + 60 * MINUTE)}`,
          'DURATION:PT10M',
        ),
      ),
    );
    await radicale.put(
      'office',
      'now',
      object(...vevent('now', 'SUMMARY:Grüße & <Tee>', `DTSTART:${stamp(nowMs - MINUTE)}`, 'DURATION:PT20M')),
    );
    const url = `http://127.0.0.1:${radicale.port}/alice/`;
    await using house = await open({
      'modules.conf': MODULES,
      'calendar.conf': calendar('work', url),
      'extensions.conf': DIALPLAN,
    });
    expect(await house.cli('calendar refresh work')).toBe("Calendar 'work' fetched: 2 events.\n");
    await house.cli('channel originate Local/today@ask extension caller@far');
    await house.saw(`found 2: Grüße & <Tee> / moved at ${nowMs / 1000 + 3600} busy 1`);
  });

  test.skipIf(!haveOpenssl).each(['MD5', 'SHA-256'] as const)(
    'behind TLS with a certificate of its own authority and a %s Digest (needs openssl)',
    async (algorithm) => {
      await using radicale = await Radicale.open('office');
      await using front = await DigestFront.open(radicale.port, algorithm);
      const now = systemClock.now();
      const one = vevent(
        'one',
        `DTSTART:${stamp(now + 10 * MINUTE)}`,
        `DTEND:${stamp(now + 20 * MINUTE)}`,
        'SUMMARY:Behind a digest',
      );
      await radicale.put('office', 'one', object(...one));
      const url = `https://127.0.0.1:${front.port}/alice/office/`;
      await using house = await open({
        'modules.conf': MODULES,
        'extensions.conf': '[default]\nexten => s,1,NoOp()\n',
        'calendar.conf': `${calendar('safe', url)}tls_ca_file = ${front.authority}\n${calendar('blind', url)}`,
      });
      await house.saw('its certificate is not accepted');
      for (let tries = 0; tries < 100; tries++) {
        if ((await house.cli('calendar show calendar safe')).includes('Behind a digest')) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(await house.cli('calendar show calendar safe')).toContain('Behind a digest');
      expect(await house.cli('calendar show calendar blind')).not.toContain('Behind a digest');
      expect(front.log.slice(0, 2)).toEqual(['none', 'Digest']);
      expect(front.log).not.toContain('Basic');
    },
  );

  test.skipIf(!haveBcrypt)(
    'a user with a bcrypt password; then a wrong one, garbage, a flood, silence and nobody there: one message each, and calls go on (needs python3-bcrypt)',
    async () => {
      await using radicale = await Radicale.openHashed('office');
      const now = systemClock.now();
      await radicale.put(
        'office',
        'one',
        object(
          ...vevent(
            'one',
            `DTSTART:${stamp(now - MINUTE)}`,
            `DTEND:${stamp(now + 20 * MINUTE)}`,
            'SUMMARY:Kept to the end',
          ),
        ),
      );
      await using front = await TroubledFront.open(radicale.port);
      const url = `http://127.0.0.1:${front.port}/alice/office/`;
      await using house = await open({
        'modules.conf': MODULES,
        'extensions.conf': DIALPLAN,
        'calendar.conf': calendar('work', url) + calendar('wrong', radicale.urlOf('office'), 'guess'),
      });
      expect(await house.cli('calendar refresh work')).toBe("Calendar 'work' fetched: 1 event.\n");
      await house.saw("calendar 'wrong': the server refuses the user and secret (401)");
      for (const [trouble, message] of [
        ['garbage', 'XML that cannot be read'],
        ['flood', 'the answer is longer than'],
        ['break', 'the connection broke'],
        ['gone', 'the connection broke'],
      ] as const) {
        front.trouble = trouble;
        expect(await house.cli('calendar refresh work'), trouble).toContain(message);
        expect(await house.cli('calendar show calendar work')).toContain('Kept to the end');
      }
      front.trouble = 'silence';
      void house.cli('calendar refresh work');
      await house.cli('channel originate Local/today@ask extension caller@far');
      await house.saw('busy 1');
      front.trouble = undefined;
    },
  );

  test('a call is written down when it is over; while Radicale is away it waits, through a restart too, and it arrives once', async () => {
    await using radicale = await Radicale.open('phone-calls');
    const url = radicale.urlOf('phone-calls');
    await using house = await open({
      'modules.conf': MODULES,
      'calendar.conf': `${calendar('phone_call_calendar', url)}fetch_again_at_reload = yes\n`,
      'extensions.conf': DIALPLAN,
    });
    await house.cli('calendar refresh phone_call_calendar');
    await house.cli('channel originate Local/2125551234@outbound extension caller@far');
    await house.saw('2125551234 written: 1');
    const [text = '', ...others] = radicale.objects('phone-calls');
    expect(others).toEqual([]);
    expect(text).toContain('SUMMARY:OUTBOUND: 2125551234\r\n');
    expect(text).toMatch(/DESCRIPTION:Phone call to 2125551234 lasted for [12] seconds\./);

    await radicale.stop();
    await house.cli('channel originate Local/2125550002@outbound extension caller@far');
    await house.saw('1 event waits to be written');
    await house.saw('2125550002 written: 1');
    await house.restart();
    expect(await house.cli('calendar refresh phone_call_calendar')).toContain('it cannot be reached');
    await radicale.start();
    await house.cli('calendar refresh phone_call_calendar');
    await house.saw('the event that waited has been written');
    expect(radicale.objects('phone-calls')).toHaveLength(2);

    house.write('calendar.conf', `${calendar('phone_call_calendar', url, 'wrong')}fetch_again_at_reload = yes\n`);
    await house.cli('module reload res_calendar.so');
    await house.saw('the server refuses the user and secret (401)');
    await house.cli('channel originate Local/2125550003@outbound extension caller@far');
    await house.saw('(401); 1 event waits to be written');
    house.write('calendar.conf', `${calendar('phone_call_calendar', url)}fetch_again_at_reload = yes\n`);
    await house.cli('module reload res_calendar.so');
    while (radicale.objects('phone-calls').length < 3) await new Promise((resolve) => setTimeout(resolve, 50));
    const numbers = radicale.objects('phone-calls').map((one) => /OUTBOUND: (\d+)/.exec(one)?.[1]);
    expect(numbers.sort()).toEqual(['2125550002', '2125550003', '2125551234']);
  });
});
