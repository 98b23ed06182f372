import { beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, SIP_PORT, type Target } from '../../bench/target.ts';
import { haveRadicale, Radicale } from '../support/radicale.ts';
import { until } from '../support/until.ts';

const asterisk = asteriskTarget();
const MINUTE = 60_000;
const FIELDS =
  'summary description organizer location categories priority calendar uid start end busystate attendees'.split(' ');
const stamp = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
const nowMs = Math.floor(Date.now() / MINUTE) * MINUTE;

/** What the calendar holds, by UID. */
const EVENTS: Readonly<Record<string, readonly string[]>> = {
  full: [
    'SUMMARY:Lunch\\, with Grüße',
    'DESCRIPTION:SIP/1^SIP/2\\nsecond line',
    'ORGANIZER:mailto:boss@example.org',
    'ATTENDEE:mailto:one@example.org',
    'ATTENDEE:mailto:two@example.org',
    'LOCATION:8001',
    'CATEGORIES:work,food',
    'PRIORITY:3',
    'STATUS:CONFIRMED',
    `DTSTART:${stamp(nowMs - 10 * MINUTE)}`,
    `DTEND:${stamp(nowMs + 50 * MINUTE)}`,
  ],
  tentative: [
    'SUMMARY:Perhaps',
    'STATUS:TENTATIVE',
    `DTSTART:${stamp(nowMs + 60 * MINUTE)}`,
    `DTEND:${stamp(nowMs + 70 * MINUTE)}`,
  ],
  longer: ['SUMMARY:Longer', `DTSTART:${stamp(nowMs + 60 * MINUTE)}`, `DTEND:${stamp(nowMs + 90 * MINUTE)}`],
  daily: [
    'SUMMARY:Daily',
    'RRULE:FREQ=DAILY;COUNT=20',
    `DTSTART:${stamp(nowMs - 5 * 24 * 60 * MINUTE + 120 * MINUTE)}`,
    `DTEND:${stamp(nowMs - 5 * 24 * 60 * MINUTE + 130 * MINUTE)}`,
  ],
};

const seconds = (ms: number): string => String(ms / 1000);
/** What a call asks, by the key under which it keeps the answer. */
const ASKED: ReadonlyArray<readonly [key: string, question: string]> = [
  ['busy', '${CALENDAR_BUSY(work)}'],
  ['busy-unknown', '[${CALENDAR_BUSY(nothing)}]'],
  ['length', '${LEN(${all})}'],
  ['number', '${CALENDAR_QUERY_RESULT(${all},getnum)}'],
  ...[1, 2, 3, 4].flatMap((n) =>
    FIELDS.map((field) => [`${n}-${field}`, `[\${CALENDAR_QUERY_RESULT(\${all},${field},${n})}]`] as const),
  ),
  ['first', '${CALENDAR_QUERY_RESULT(${all},summary)}'],
  ['beyond', '[${CALENDAR_QUERY_RESULT(${all},summary,9)}]'],
  ['zeroth', '[${CALENDAR_QUERY_RESULT(${all},summary,0)}]'],
  ['odd-field', '[${CALENDAR_QUERY_RESULT(${all},colour)}]'],
  ['odd-id', '[${CALENDAR_QUERY_RESULT(nothing,summary)}]'],
  ['hour', '${CALENDAR_QUERY_RESULT(${hour},getnum)} ${CALENDAR_QUERY_RESULT(${hour},summary)}'],
  ['moment', '${CALENDAR_QUERY_RESULT(${moment},getnum)} ${CALENDAR_QUERY_RESULT(${moment},summary)}'],
  ['none', '${CALENDAR_QUERY_RESULT(${none},getnum)} [${CALENDAR_QUERY_RESULT(${none},summary)}]'],
  ['event', '[${CALENDAR_EVENT(summary)}]'],
];

const keeps = (key: string, value: string): string => ` same => n,Set(DB(cal/${key})=${value})\n`;
const DIALPLAN = `[general]
[globals]
[ask]
exten => s,1,Set(all=\${CALENDAR_QUERY(work)})
 same => n,Set(hour=\${CALENDAR_QUERY(work,${seconds(nowMs)},${seconds(nowMs + 55 * MINUTE)})})
 same => n,Set(moment=\${CALENDAR_QUERY(work,${seconds(nowMs + 62 * MINUTE)},${seconds(nowMs + 62 * MINUTE)})})
 same => n,Set(none=\${CALENDAR_QUERY(work,${seconds(nowMs + 200 * MINUTE)},${seconds(nowMs + 210 * MINUTE)})})
${ASKED.map(([key, value]) => keeps(key, value)).join('')}
 same => n,Set(CALENDAR_WRITE(log,summary,description,location,categories,priority,start,end,busystate)="A, B",Said so,8001,work,4,${seconds(nowMs)},${seconds(nowMs + 5 * MINUTE)},2)
${keeps('written', '${CALENDAR_SUCCESS}')} same => n,Set(CALENDAR_WRITE(log,summary,start,end)=Short,1)
${keeps('too-few', '${CALENDAR_SUCCESS}')} same => n,Set(CALENDAR_WRITE(nothing,summary)=Short)
${keeps('no-calendar', '${CALENDAR_SUCCESS}')} same => n,Set(DB(cal/over)=yes)
`;

/** What differs on purpose: escapes are undone, all categories are named, and what is tentative is not free. */
const BETTER: Readonly<Record<string, string>> = {
  '1-summary': '[Lunch, with Grüße]',
  first: 'Lunch, with Grüße',
  hour: '1 Lunch, with Grüße',
  '1-description': '[SIP/1^SIP/2',
  '1-categories': '[work,food]',
  '3-busystate': '[1]',
};

interface Seen {
  readonly answers: Readonly<Record<string, string>>;
  readonly console: Readonly<Record<string, string>>;
  readonly written: readonly string[];
}

/** Has one of the two read the calendar and write into another. */
async function play(target: Target): Promise<Seen> {
  await using radicale = await Radicale.open('work', 'log');
  for (const [uid, lines] of Object.entries(EVENTS)) {
    const event = ['BEGIN:VEVENT', `UID:${uid}`, `DTSTAMP:${stamp(0)}`, ...lines, 'END:VEVENT'];
    const all = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...event, 'END:VCALENDAR', ''];
    await radicale.put('work', uid, all.join('\r\n'));
  }
  const calendar = (name: string): string =>
    `[${name}]\ntype=caldav\nurl=${radicale.urlOf(name)}\nuser=alice\nsecret=wonder\nrefresh=1\ntimeframe=180\n`;
  const pbx = await target.start({
    ...BASE_FILES,
    'pjsip.conf': '',
    'sip.conf': `[general]\nudpbindaddr=127.0.0.1:${SIP_PORT}\n`,
    'calendar.conf': calendar('work') + calendar('log'),
    'extensions.conf': DIALPLAN,
  });
  try {
    const shows = (): Promise<string> => pbx.rxAside('calendar show calendar work');
    await until(async () => ((await shows()).match(/^Summary/gm) ?? []).length >= 4, 30_000);
    await pbx.rxAside('channel originate Local/s@ask application Wait 0.1');
    await until(async () => (await pbx.rxAside('database get cal over')).includes('yes'), 20_000);
    await until(() => radicale.objects('log').length > 0, 10_000);
    const answers = [...(await pbx.rxAside('database show cal')).matchAll(/^\/cal\/(\S+) *: (.*?) *$/gm)];
    const commands = ['calendar show calendars', 'calendar show types', 'calendar show calendar work'];
    const console = await Promise.all(commands.map(async (line) => [line, await pbx.rxAside(line)] as const));
    return {
      answers: Object.fromEntries(answers.map(([, key = '', value = '']) => [key, value])),
      console: Object.fromEntries(console),
      written: radicale.objects('log').flatMap((text) => text.replace(/\r\n /g, '').split('\r\n').sort()),
    };
  } finally {
    await pbx.stop();
  }
}

describe.skipIf(!asterisk || !haveRadicale)(
  'the same calendar on a real Asterisk and here (needs radicale, and ASTERISK_ROOT or an installed Asterisk)',
  () => {
    let theirs: Seen;
    let ours: Seen;

    beforeAll(async () => {
      if (!asterisk) return;
      theirs = await play(asterisk);
      ours = await play(asterismTarget());
    }, 120_000);

    test('the functions answer the same, but for what is better read', () => {
      expect(Object.keys(theirs.answers).length).toBeGreaterThan(60);
      expect(ours.answers).toEqual({ ...theirs.answers, ...BETTER });
    });

    test('the console shows the same', () => {
      // in the order of the time here, in that of a table of hashes there
      const sorted = (text: string): string[] =>
        text
          .split('\n')
          .filter((line) => !/^(Summary +: Lunch|Description +: SIP|Categories +: work|exchange |ews )/.test(line))
          .sort();
      const shown = ({ console }: Seen) => Object.entries(console).map(([line, text]) => [line, sorted(text)]);
      expect(shown(ours)).toEqual(shown(theirs));
    });

    test('the same event is found on the server', () => {
      const lines = (seen: Seen): string[] =>
        seen.written.filter((line) => !/^(UID|DTSTAMP|PRODID|TRANSP:OPAQUE)/.test(line));
      expect(lines(ours)).toContain('SUMMARY:A\\, B');
      expect(lines(ours)).toEqual(lines(theirs));
    });
  },
);
