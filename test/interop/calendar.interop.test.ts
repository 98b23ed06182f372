import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { startServer } from '../../src/main.ts';

const stamp = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

test('an event that a web server hands out rings at its alarm, in real time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-calendar-'));
  const alarmMs = Math.ceil(systemClock.now() / 1000) * 1000 + 3000;
  const web = createServer((_, response) => {
    const lines = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'BEGIN:VEVENT',
      'UID:soon',
      'SUMMARY:Tea',
      `DTSTART:${stamp(alarmMs + 300_000)}`,
    ];
    lines.push(
      'DURATION:PT1H',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'TRIGGER:-PT5M',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    );
    response.writeHead(200, { 'content-type': 'text/calendar' }).end(lines.join('\r\n'));
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const etc = join(folder, 'etc');
  mkdirSync(etc);
  const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}/tea.ics`;
  writeFileSync(
    join(etc, 'calendar.conf'),
    `[tea]\ntype = ical\nurl = ${url}\nrefresh = 15\ntimeframe = 60\nchannel = Local/phone@home\ncontext = home\nextension = tea\n`,
  );
  writeFileSync(
    join(etc, 'extensions.conf'),
    '[home]\nexten => phone,1,Answer()\nexten => tea,1,Verbose(1,reminded of ${CALENDAR_EVENT(summary)})\n same => n,Hangup()\n',
  );
  writeFileSync(
    join(etc, 'modules.conf'),
    '[modules]\nautoload = yes\nnoload = chan_sip.so\nnoload = res_pjsip.so\nnoload = manager.so\n',
  );
  let seen = (_atMs: number): void => {};
  const reminded = new Promise<number>((resolve) => {
    seen = resolve;
  });
  const write = (text: string): void => {
    if (text.includes('reminded of Tea')) seen(systemClock.now());
  };
  const server = await startServer({
    etc,
    state: join(folder, 'state'),
    verbosity: 3,
    terminal: { write, colour: false },
  });
  if ('failure' in server) throw new Error(server.failure);
  try {
    const lateMs = (await reminded) - alarmMs;
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(1000);
  } finally {
    await server.close();
    web.closeAllConnections();
    web.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
