import { createServer, type Server } from 'node:http';
import { cpuSeconds } from '../process-figures.ts';
import { dialplan, type Row } from '../row.ts';
import type { Running } from '../target.ts';

const PORT = 25_580;
const EVENTS = 50_000;
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** A system that has not finished by then counts as taking so long. */
const MOST_SECONDS = 100;

/** One calendar with this window in minutes; nobody is called. */
function files(timeframe: number): Readonly<Record<string, string>> {
  return {
    ...dialplan(['exten => s,1,Hangup()']),
    'calendar.conf': `[general]\n[big]\ntype = ical\nurl = http://127.0.0.1:${PORT}/big.ics\nrefresh = 1440\ntimeframe = ${timeframe}\n`,
  };
}

/** As a calendar program writes it: the hours of Berlin, one reminder each. */
const ZONE = `BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE`.split('\n');
const ALARM = ['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:Reminder', 'TRIGGER:-PT15M', 'END:VALARM'];

/** Half an hour each, spread over a year around now; every other one repeats weekly. One begins in ten minutes. */
function calendarText(nowMs: number): string {
  const stamp = (ms: number): string => new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15);
  const berlin = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'medium' });
  const local = (ms: number): string =>
    `TZID=Europe/Berlin:${berlin.format(ms).replace(/[-:]/g, '').replace(' ', 'T')}`;
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//bench//EN', ...ZONE];
  for (let n = 0; n < EVENTS; n++) {
    const startMs = n === 0 ? nowMs + 10 * MINUTE : nowMs + ((n / EVENTS) * 2 - 1) * 180 * DAY;
    lines.push('BEGIN:VEVENT', `UID:event-${n}@bench`, `DTSTAMP:${stamp(nowMs)}Z`, `DTSTART;${local(startMs)}`);
    lines.push(`DTEND;${local(startMs + 30 * MINUTE)}`, `SUMMARY:Event ${n}`, `DESCRIPTION:What event ${n} is about`);
    if (n % 2 === 1) lines.push('RRULE:FREQ=WEEKLY;COUNT=20');
    lines.push(...ALARM, 'END:VEVENT');
  }
  return `${[...lines, 'END:VCALENDAR'].join('\r\n')}\r\n`;
}

async function serve(text: string): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/calendar');
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(PORT, '127.0.0.1', resolve));
  return server;
}

/** CPU from the loading of the driver, which fetches the calendar, until its events are listed and nothing moves any more. */
async function load(running: Running): Promise<number> {
  const server = await serve(calendarText(Date.now()));
  try {
    // at the start nobody served it: the driver that comes anew asks again
    await running.rxAside('module unload res_calendar_icalendar.so');
    const before = cpuSeconds(running.pid);
    await running.rxAside('module load res_calendar_icalendar.so');
    const begun = performance.now();
    let last = before;
    let still = 0;
    while (still < 20 && (performance.now() - begun) / 1000 < MOST_SECONDS) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const now = cpuSeconds(running.pid);
      still = now - last < 0.02 ? still + 1 : 0;
      last = now;
    }
    const spent = last - before;
    if (still < 20) return spent;
    const listed = await running.rxAside('calendar show calendar big');
    if (!listed.includes('Event ')) throw new Error('the calendar lists no event');
    return spent;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A calendar of 50,000 events of which the next hour is wanted. */
export const calendarHour: Row = {
  name: `calendar, ${EVENTS} events, 60 minutes`,
  unit: 'CPU-s',
  must: 0.2,
  aim: 0.08,
  files: files(60),
  measure: load,
};

/** The same for the next thirty days: what counts is that it finishes. */
export const calendarMonth: Row = {
  name: `calendar, ${EVENTS} events, 30 days`,
  unit: 'CPU-s',
  must: 0.2,
  aim: 0.08,
  files: files(30 * 1440),
  measure: load,
};
