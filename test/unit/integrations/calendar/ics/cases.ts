/** One event as it must come out. Instants are written out by hand: local time less the offset that holds then. */
export interface ExpectedEvent {
  readonly summary?: string;
  readonly start: string;
  readonly end: string;
  /** 'busy' if left out. */
  readonly busy?: 'free' | 'tentative' | 'busy';
  /** None if left out. */
  readonly alarms?: readonly string[];
}

/** A file of this folder, a window, and what must be found in it. */
export interface CalendarCase {
  readonly file: string;
  readonly why: string;
  /** Start of the window; the midnight in UTC on which 21 November 2026, a Saturday, begins, if left out. */
  readonly now?: string;
  /** A day if left out. */
  readonly hours?: number;
  /** The option `timezone` of calendar.conf. */
  readonly timezone?: string;
  readonly expect: readonly ExpectedEvent[];
  /** The codes of the diagnostics, in order. */
  readonly diagnostics?: readonly string[];
}

const at = (time: string): string => `2026-11-21T${time}:00Z`;
const event = (from: string, to: string, ...alarms: string[]): ExpectedEvent => ({
  start: at(from),
  end: at(to),
  alarms: alarms.map(at),
});

/** Every case; Berlin is UTC+1 in winter and UTC+2 in summer, New York UTC-5 and UTC-4. */
export const cases: readonly CalendarCase[] = [
  { file: 'utc-single', why: 'UTC is taken as it stands', expect: [event('10:00', '11:00', '09:45')] },
  {
    file: 'tzid-alone',
    why: 'an IANA name without VTIMEZONE; Berlin is UTC+1 in November',
    expect: [event('09:00', '10:00', '08:50')],
  },
  {
    file: 'tzid-alone-summer',
    why: 'and UTC+2 in July',
    now: '2026-07-21T00:00:00Z',
    expect: [{ start: '2026-07-21T08:00:00Z', end: '2026-07-21T09:00:00Z' }],
  },
  {
    file: 'windows-zone',
    why: 'W. Europe Standard Time is Europe/Berlin, UTC+2 in July, quoted or not',
    now: '2026-07-21T00:00:00Z',
    expect: [{ start: '2026-07-21T08:00:00Z', end: '2026-07-21T09:30:00Z' }],
  },
  {
    file: 'windows-zone-eastern',
    why: 'Eastern Standard Time is America/New_York, UTC-5',
    expect: [event('14:00', '14:30')],
  },
  {
    file: 'mozilla-prefix',
    why: 'a vendor prefix before a name of three parts; Buenos Aires is UTC-3',
    expect: [event('12:00', '13:00')],
  },
  { file: 'offset-name', why: 'a zone named by its offset: 09:00 less 5:30', expect: [event('03:30', '04:30')] },
  {
    file: 'unknown-zone',
    why: 'an unknown zone is reported and read in the calendar’s own (Berlin)',
    expect: [event('08:00', '09:00')],
    diagnostics: ['CA0105'],
  },
  {
    file: 'custom-vtimezone',
    why: 'UTC+3:45 by the calendar’s own definition: 12:00 is 08:15',
    expect: [event('08:15', '09:15', '07:30')],
  },
  {
    file: 'vtimezone-overrides-iana',
    why: 'the calendar’s definition (UTC+5) beats the well-known name',
    expect: [event('07:00', '08:00')],
  },
  {
    file: 'vtimezone-after-events',
    why: 'a definition may stand behind its users: 12:00 + 9:30',
    expect: [event('21:30', '22:30')],
  },
  {
    file: 'vtimezone-outlook-1601',
    why: 'rules since 1601; on Friday 27 November it is winter, UTC+1',
    now: '2026-11-27T00:00:00Z',
    expect: [{ start: '2026-11-27T09:00:00Z', end: '2026-11-27T09:30:00Z', alarms: ['2026-11-27T08:55:00Z'] }],
  },
  {
    file: 'vtimezone-outlook-1601',
    why: 'and on Friday 16 October still summer, UTC+2',
    now: '2026-10-16T00:00:00Z',
    expect: [{ start: '2026-10-16T08:00:00Z', end: '2026-10-16T08:30:00Z', alarms: ['2026-10-16T07:55:00Z'] }],
  },
  {
    file: 'vtimezone-rdate-until',
    why: 'winter begins on the dates listed: 09:00 is UTC+2 on 23 and 24 October, UTC+1 from the 25th on',
    now: '2026-10-23T00:00:00Z',
    hours: 120,
    expect: ['23T07', '24T07', '25T08', '26T08'].map((hour) => ({
      start: `2026-10-${hour}:00:00Z`,
      end: `2026-10-${hour}:15:00Z`,
    })),
  },
  {
    file: 'vtimezone-broken',
    why: 'an empty definition is reported and the name looked up: Paris is UTC+1',
    expect: [event('11:00', '12:00')],
    diagnostics: ['CA0106'],
  },
  {
    file: 'floating',
    why: 'floating is read in X-WR-TIMEZONE: New York, UTC-5',
    expect: [event('14:00', '14:30', '13:30')],
  },
  {
    file: 'floating',
    why: 'the option timezone is stronger',
    timezone: 'Europe/Berlin',
    expect: [event('08:00', '08:30', '07:30')],
  },
  {
    file: 'floating',
    why: 'and may be a Windows name: Tokyo is UTC+9',
    timezone: 'Tokyo Standard Time',
    expect: [event('00:00', '00:30', '23:30')].map((e) => ({ ...e, alarms: ['2026-11-20T23:30:00Z'] })),
  },
  { file: 'floating-late-header', why: 'X-WR-TIMEZONE counts wherever it stands', expect: [event('00:00', '00:30')] },
  {
    file: 'floating-recurring',
    why: 'each instance on its own date, 09:00 in Berlin before and after the change of 25 October',
    now: '2026-10-24T00:00:00Z',
    hours: 48,
    expect: [
      { start: '2026-10-24T07:00:00Z', end: '2026-10-24T07:30:00Z' },
      { start: '2026-10-25T08:00:00Z', end: '2026-10-25T08:30:00Z' },
    ],
  },
  {
    file: 'all-day',
    why: 'from midnight to midnight in Berlin; 15 hours before is 09:00 there on the day before',
    now: '2026-11-21T08:00:00Z',
    hours: 1,
    expect: [{ start: '2026-11-20T23:00:00Z', end: '2026-11-21T23:00:00Z', alarms: ['2026-11-20T08:00:00Z'] }],
  },
  {
    file: 'all-day',
    why: 'and in Tokyo if the option says so',
    timezone: 'Asia/Tokyo',
    now: '2026-11-21T08:00:00Z',
    hours: 1,
    expect: [{ start: '2026-11-20T15:00:00Z', end: '2026-11-21T15:00:00Z', alarms: ['2026-11-20T00:00:00Z'] }],
  },
  {
    file: 'all-day-no-end',
    why: 'a DATE without end lasts one day; New York is UTC-5',
    now: '2026-11-21T08:00:00Z',
    hours: 1,
    expect: [{ start: '2026-11-21T05:00:00Z', end: '2026-11-22T05:00:00Z' }],
  },
  {
    file: 'all-day-same-end',
    why: 'the same DATE twice lasts one day, too',
    now: '2026-11-21T08:00:00Z',
    hours: 1,
    expect: [{ start: '2026-11-20T23:00:00Z', end: '2026-11-21T23:00:00Z' }],
  },
  {
    file: 'all-day-recurring',
    why: '25 October has 25 hours in Berlin; the alarm rings nine hours after midnight',
    now: '2026-10-25T06:00:00Z',
    hours: 24,
    expect: [
      { start: '2026-10-24T22:00:00Z', end: '2026-10-25T23:00:00Z', alarms: ['2026-10-25T07:00:00Z'] },
      { start: '2026-10-25T23:00:00Z', end: '2026-10-26T23:00:00Z', alarms: ['2026-10-26T08:00:00Z'] },
    ],
  },
  {
    file: 'all-day-midnight-gap',
    why: 'in Beirut 29 March 2026 has no midnight: the day begins at 01:00, UTC+3',
    now: '2026-03-29T08:00:00Z',
    hours: 1,
    expect: [{ start: '2026-03-28T22:00:00Z', end: '2026-03-29T21:00:00Z' }],
  },
  {
    file: 'rdate',
    why: 'two RDATEs fall on the day, one of them in Berlin time; each has its own alarm',
    expect: [event('15:00', '16:00', '14:40'), event('17:00', '18:00', '16:40')],
  },
  {
    file: 'rdate-period',
    why: 'an RDATE may be a period with its own length; the alarm counts from its own end',
    expect: [event('15:00', '15:30', '15:20'), event('20:00', '23:00', '22:50')],
  },
  { file: 'rdate-same-as-rule', why: 'a start given twice is one', expect: [event('09:00', '10:00')] },
  { file: 'exdate-utc-for-local', why: '14:00Z is 09:00 in New York: the instance is taken out', expect: [] },
  {
    file: 'exdate-list',
    why: 'two in one line, one in another, the start itself among them; of 18 to 23 remain 19, 22, 23',
    now: '2026-11-18T00:00:00Z',
    hours: 240,
    expect: [19, 22, 23].map((day) => ({ start: `2026-11-${day}T08:00:00Z`, end: `2026-11-${day}T09:00:00Z` })),
  },
  { file: 'exdate-date-form', why: 'a DATE takes out the instance of that day', expect: [] },
  {
    file: 'exdate-all-day',
    why: 'the all-day instance of the 21st is out; that of the 22nd begins at 23:00Z',
    now: '2026-11-21T00:00:00Z',
    expect: [{ start: '2026-11-21T23:00:00Z', end: '2026-11-22T23:00:00Z' }],
  },
  {
    file: 'override-moved',
    why: 'only the moved time counts (14:30 in Berlin), with its own alarm',
    expect: [{ summary: 'moved', ...event('13:30', '14:00', '13:25') }],
  },
  {
    file: 'override-moved-in',
    why: 'an instance of December pulled into the window; its RECURRENCE-ID is in UTC',
    expect: [{ summary: 'pulled forward', ...event('09:00', '10:00') }],
  },
  {
    file: 'override-moved-in',
    why: 'and in December it is gone',
    now: '2026-12-02T00:00:00Z',
    expect: [],
  },
  {
    file: 'override-no-alarm',
    why: 'an override without alarm reminds nobody',
    expect: [{ summary: 'quiet', ...event('09:00', '10:00') }],
  },
  {
    file: 'override-cancelled',
    why: 'a cancelled instance is free and silent',
    expect: [{ ...event('09:00', '10:00'), busy: 'free' }],
  },
  {
    file: 'override-before-master',
    why: 'the order in the file means nothing',
    expect: [{ summary: 'moved', ...event('11:00', '12:00') }],
  },
  {
    file: 'override-date-id-all-day',
    why: 'a day of an all-day series made a timed one; the next day begins at 23:00Z and the last ended at 23:00Z before',
    now: '2026-11-21T01:00:00Z',
    hours: 21,
    expect: [{ summary: 'timed', ...event('09:00', '10:00') }],
  },
  {
    file: 'override-orphan',
    why: 'an instance without its series stands for itself',
    expect: [{ summary: 'orphan', ...event('11:00', '12:00') }],
  },
  {
    file: 'this-and-future',
    why: 'from 20 October on 10:30 in Berlin instead of 09:00, half an hour long, alarm of five minutes, across the change of 25 October',
    now: '2026-10-24T00:00:00Z',
    hours: 48,
    expect: [
      {
        summary: 'later from now on',
        start: '2026-10-24T08:30:00Z',
        end: '2026-10-24T09:00:00Z',
        alarms: ['2026-10-24T08:25:00Z'],
      },
      {
        summary: 'later from now on',
        start: '2026-10-25T09:30:00Z',
        end: '2026-10-25T10:00:00Z',
        alarms: ['2026-10-25T09:25:00Z'],
      },
    ],
  },
  {
    file: 'this-and-future',
    why: 'before it the master rules',
    now: '2026-10-19T00:00:00Z',
    expect: [
      {
        summary: 'series',
        start: '2026-10-19T07:00:00Z',
        end: '2026-10-19T08:00:00Z',
        alarms: ['2026-10-19T06:45:00Z'],
      },
    ],
  },
  {
    file: 'this-and-future',
    why: 'an override of a single later instance is stronger',
    now: '2026-11-22T00:00:00Z',
    expect: [{ summary: 'once at noon', start: '2026-11-22T11:00:00Z', end: '2026-11-22T11:30:00Z' }],
  },
  {
    file: 'this-and-future-cancelled',
    why: 'the series ends with the 21st; what would follow is free and silent',
    hours: 48,
    expect: [
      event('09:00', '10:00', '08:45'),
      { start: '2026-11-22T09:00:00Z', end: '2026-11-22T10:00:00Z', busy: 'free' },
    ],
  },
  {
    file: 'dst-gap-single',
    why: '02:30 does not exist: read with the offset before the gap (UTC+1), which is 03:30 on the wall',
    now: '2026-03-29T00:00:00Z',
    expect: [{ start: '2026-03-29T01:30:00Z', end: '2026-03-29T02:30:00Z', alarms: ['2026-03-29T01:15:00Z'] }],
  },
  ...['dst-gap-recurring', 'dst-gap-vtimezone'].map((file) => ({
    file,
    why: 'on 8 March 02:30 does not exist in New York: 03:30 on that day only (07:30Z), and it counts',
    now: '2026-03-06T00:00:00Z',
    hours: 240,
    expect: ['06T07:30', '07T07:30', '08T07:30', '09T06:30', '10T06:30'].map((start) => ({
      start: `2026-03-${start}:00Z`,
      end: new Date(Date.parse(`2026-03-${start}:00Z`) + 1_800_000).toISOString(),
    })),
  })),
  {
    file: 'dst-overlap-single',
    why: '02:30 comes twice on 25 October: the first is meant, in summer time (UTC+2)',
    now: '2026-10-25T00:00:00Z',
    expect: [{ start: '2026-10-25T00:30:00Z', end: '2026-10-25T01:30:00Z' }],
  },
  {
    file: 'dst-overlap-vtimezone',
    why: '01:30 comes twice on 1 November in New York: the first, UTC-4',
    now: '2026-11-01T00:00:00Z',
    hours: 48,
    expect: [
      { start: '2026-11-01T05:30:00Z', end: '2026-11-01T06:30:00Z', alarms: ['2026-11-01T04:45:00Z'] },
      { start: '2026-11-02T06:30:00Z', end: '2026-11-02T07:30:00Z', alarms: ['2026-11-02T05:45:00Z'] },
    ],
  },
  {
    file: 'dst-weekly-across',
    why: '09:00 in Berlin is 07:00Z on 19 October and 08:00Z on 26 October; alarms follow their own instance',
    now: '2026-10-19T00:00:00Z',
    hours: 192,
    expect: [
      { start: '2026-10-19T07:00:00Z', end: '2026-10-19T07:15:00Z', alarms: ['2026-10-19T06:50:00Z'] },
      { start: '2026-10-26T08:00:00Z', end: '2026-10-26T08:15:00Z', alarms: ['2026-10-26T07:50:00Z'] },
    ],
  },
  {
    file: 'dst-day-alarm',
    why: 'a day before is the same wall time (noon, UTC+2, 25 hours before); 24 hours before is 13:00 on the wall',
    now: '2026-10-25T00:00:00Z',
    expect: [
      {
        start: '2026-10-25T11:00:00Z',
        end: '2026-10-25T12:00:00Z',
        alarms: ['2026-10-24T10:00:00Z', '2026-10-24T11:00:00Z'],
      },
    ],
  },
  {
    file: 'dst-length',
    why: 'DTEND gives each night exactly eight hours; DURATION:P1D goes to the same wall time, here 25 hours later',
    now: '2026-10-24T12:00:00Z',
    hours: 24,
    expect: [
      { summary: 'nominal', start: '2026-10-24T10:00:00Z', end: '2026-10-25T11:00:00Z' },
      { summary: 'night', start: '2026-10-24T20:00:00Z', end: '2026-10-25T04:00:00Z' },
    ],
  },
  {
    file: 'alarms-several',
    why: 'every VALARM counts, equal instants once',
    expect: [
      { ...event('10:00', '11:00'), alarms: ['2026-11-20T10:00:00Z', ...['09:30', '09:45', '10:00', '10:55'].map(at)] },
    ],
  },
  {
    file: 'alarm-repeat',
    why: 'three repeats every ten minutes',
    expect: [event('10:00', '11:00', '09:30', '09:40', '09:50', '10:00')],
  },
  {
    file: 'alarm-related-end-recurring',
    why: 'from each instance’s own end: 11:30 in Berlin is 10:30Z',
    expect: [event('08:00', '10:30', '10:15')],
  },
  {
    file: 'alarm-fixed-on-series',
    why: 'a fixed instant reminds of one instance only, the next to start',
    hours: 48,
    expect: [event('10:00', '11:00', '08:00'), { start: '2026-11-22T10:00:00Z', end: '2026-11-22T11:00:00Z' }],
  },
  { file: 'alarm-none', why: 'ACTION:NONE means no alarm', expect: [event('10:00', '11:00')] },
  {
    file: 'alarm-acknowledged',
    why: 'dismissed on another device; the other alarm stands',
    expect: [event('10:00', '11:00', '09:55')],
  },
  {
    file: 'alarm-broken',
    why: 'a broken alarm loses only itself',
    expect: [event('10:00', '11:00', '09:55')],
    diagnostics: ['CA0110', 'CA0110'],
  },
  {
    file: 'tentative',
    why: 'tentative is 1, unless the time is shown as free',
    expect: [
      { summary: 'maybe', ...event('10:00', '11:00'), busy: 'tentative' },
      { summary: 'maybe-free', ...event('11:00', '12:00'), busy: 'free' },
      { summary: 'outlook', ...event('12:00', '13:00'), busy: 'tentative' },
    ],
  },
  {
    file: 'transparent',
    why: 'free time reminds all the same',
    expect: [{ ...event('10:00', '11:00', '09:45'), busy: 'free' }],
  },
  {
    file: 'cancelled',
    why: 'a cancelled event is free and silent',
    expect: [{ ...event('10:00', '11:00'), busy: 'free' }],
  },
  { file: 'method-cancel', why: 'METHOD:CANCEL cancels all', expect: [{ ...event('10:00', '11:00'), busy: 'free' }] },
  {
    file: 'sequence',
    why: 'the highest SEQUENCE wins, wherever it stands and whatever its stamp',
    expect: [{ summary: 'newest', ...event('12:00', '13:00') }],
  },
  { file: 'sequence-moved-away', why: 'the newer version lies in December', expect: [] },
  {
    file: 'sequence-of-override',
    why: 'versions of an override likewise',
    expect: [{ summary: 'second move', ...event('13:00', '14:00') }],
  },
  {
    file: 'missing-uid',
    why: 'both count, and both are reported',
    expect: [event('10:00', '11:00'), event('12:00', '13:00')],
    diagnostics: ['CA0108', 'CA0108'],
  },
  {
    file: 'broken-event',
    why: 'an unreadable start and a missing END lose one event each; a broken line loses itself',
    expect: [
      { summary: 'good', ...event('10:00', '11:00') },
      { summary: 'last', ...event('12:00', '13:00') },
    ],
    diagnostics: ['CA0102', 'CA0101', 'CA0102'],
  },
  {
    file: 'broken-rule',
    why: 'an unreadable rule leaves the start',
    expect: [event('10:00', '11:00')],
    diagnostics: ['CA0104'],
  },
  { file: 'end-before-start', why: 'no negative length', expect: [event('10:00', '10:00')], diagnostics: ['CA0109'] },
  {
    file: 'until-utc',
    why: 'UNTIL is 20:00 in New York on the 21st (01:00Z on the 22nd): that instance is the last',
    now: '2026-11-21T12:00:00Z',
    hours: 72,
    expect: [{ start: '2026-11-22T01:00:00Z', end: '2026-11-22T02:00:00Z' }],
  },
  {
    file: 'until-date',
    why: 'UNTIL as a DATE allows that day: 20:00 in Berlin is 19:00Z',
    hours: 72,
    expect: [event('19:00', '20:00')],
  },
  {
    file: 'month-end',
    why: 'monthly on the 31st leaves out the months without one',
    now: '2026-01-01T00:00:00Z',
    hours: 24 * 160,
    expect: ['01', '03', '05'].map((month) => ({
      start: `2026-${month}-31T10:00:00Z`,
      end: `2026-${month}-31T11:00:00Z`,
    })),
  },
  {
    file: 'month-last-workday',
    why: 'the last weekday of each month: 30 January, 27 February, 31 March',
    now: '2026-01-01T00:00:00Z',
    hours: 24 * 100,
    expect: ['01-30', '02-27', '03-31'].map((day) => ({
      start: `2026-${day}T10:00:00Z`,
      end: `2026-${day}T11:00:00Z`,
    })),
  },
  {
    file: 'leap-day',
    why: 'yearly on 29 February comes only in leap years',
    now: '2025-01-01T00:00:00Z',
    hours: 24 * 365 * 4,
    expect: [{ start: '2028-02-29T00:00:00Z', end: '2028-03-01T00:00:00Z' }],
  },
  {
    file: 'week-number',
    why: 'Tuesday of ISO week 48 of 2026 is 24 November (week 1 has 1 January, a Thursday)',
    hours: 24 * 14,
    expect: [{ start: '2026-11-24T10:00:00Z', end: '2026-11-24T11:00:00Z' }],
  },
  {
    file: 'every-second-tuesday',
    why: 'weeks from Sunday: 27 and 29 October, then two weeks later 10, 12, 24 and 26 November; Berlin is UTC+1',
    now: '2026-11-01T00:00:00Z',
    hours: 24 * 29,
    expect: [10, 12, 24, 26].map((day) => ({ start: `2026-11-${day}T15:00:00Z`, end: `2026-11-${day}T16:00:00Z` })),
  },
  {
    file: 'count-in-past',
    why: 'twelve from the 10th end with the 21st',
    hours: 72,
    expect: [event('10:00', '11:00')],
  },
  {
    file: 'exrule',
    why: 'EXRULE of the old standard takes out Saturday 21 and Sunday 22',
    hours: 72,
    expect: [{ start: '2026-11-23T10:00:00Z', end: '2026-11-23T11:00:00Z' }],
  },
  {
    file: 'never-fits',
    why: 'rules that never fit end, and cost nobody else',
    expect: [{ summary: 'good', ...event('10:00', '11:00') }],
  },
  {
    file: 'folded-lf-bom',
    why: 'a fold within a UTF-8 character, bare LF, BOM, small letters',
    expect: [{ summary: 'München', ...event('09:00', '10:00') }],
  },
  {
    file: 'cut-off',
    why: 'what is complete counts',
    expect: [event('10:00', '11:00')],
    diagnostics: ['CA0102'],
  },
  { file: 'empty', why: 'an empty calendar is a calendar', expect: [] },
  {
    file: 'two-calendars',
    why: 'each with its own zone: 09:00 in Berlin, 09:00 in New York',
    expect: [
      { summary: 'Europe/Berlin', ...event('08:00', '08:30') },
      { summary: 'America/New_York', ...event('14:00', '14:30') },
    ].map((e) => (e.summary === 'Europe/Berlin' ? { ...e, end: at('09:00') } : { ...e, end: at('15:00') })),
  },
];
