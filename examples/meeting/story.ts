import type { Handset } from '../kit/handset.ts';
import { moment, mustHear, mustNotHear, secondsOf } from '../kit/sound.ts';
import type { Story } from '../kit/story.ts';
import { WebCalendar } from '../kit/web-calendar.ts';

/** Each phone says a tone of its own, so that it can be told who hears whom. */
const TONES: Readonly<Record<string, number>> = { organizer: 440, first: 610, second: 790 };

/** How long a phone rings that nobody answers; half a minute is long for a demonstration. */
const RING_SECONDS = 15;

/** The meeting lasts five seconds, on a busy machine some more; before it there is all that ringing. */
const MOST_SECONDS = 12;

/** The reminder calls the organizer, the dialplan calls everybody in the event's description, and nobody hears anybody before the organizer is there. */
export const story: Story = {
  title: 'A conference that calls its participants',
  async run(stage) {
    const [calendar, always] = [stage.keep(await WebCalendar.open()), stage.keep(await WebCalendar.open())];
    const house = await stage.house({
      edit: {
        'calendar.conf': (text) =>
          text
            .replace('https://calendar.example.org/conference.ics', calendar.url)
            .replace('https://calendar.example.org/room-8001.ics', always.url),
        'extensions.conf': (text) => text.replace(',meetme-${Room},1)', `,meetme-\${Room},1,${RING_SECONDS})`),
        'sip.conf': (text) =>
          `${text}\n${['0000FFFF0004', '0000FFFF0005'].map((name) => `[${name}](phone)\nsecret = change-me-${name}\n`).join('\n')}`,
      },
    });
    const organizer = await stage.phone(house, '0000FFFF0001', { sayHz: TONES['organizer'] ?? 0 });
    const first = await stage.phone(house, '0000FFFF0002', { sayHz: TONES['first'] ?? 0 });
    const second = await stage.phone(house, '0000FFFF0003', { sayHz: TONES['second'] ?? 0 });
    const silent = await stage.phone(house, '0000FFFF0004');
    const busy = await stage.phone(house, '0000FFFF0005');
    const heardBy: Array<readonly [Handset, readonly string[]]> = [
      [organizer, ['first', 'second']],
      [first, ['organizer', 'second']],
      [second, ['organizer', 'first']],
    ];

    await stage.step('the reminder rings the organizer, and then every phone of the description at once', async () => {
      const dueMs = Math.ceil(Date.now() / 1000) * 1000 + 2000;
      calendar.events = [
        {
          uid: 'meeting',
          summary: 'Weekly meeting',
          startMs: dueMs + 300_000,
          alarmMs: dueMs,
          location: '8001',
          description: '0000FFFF0002^0000FFFF0003^0000FFFF0004^0000FFFF0005',
        },
      ];
      await house.rx('calendar refresh conference');
      await organizer.rings();
      organizer.answer();
      await Promise.all([first, second, silent, busy].map((phone) => phone.rings()));
      busy.hangUp();
    });
    await stage.step('who answers first waits, and hears nobody', async () => {
      first.answer();
      await first.answered();
      second.answer();
      await second.answered();
      await house.console.saw(/MeetMe\("SIP\/0000FFFF0003-\w+", "8001,dw"\)/);
    });
    await stage.step(
      'the organizer comes in, marked; the meeting begins, without who is busy or does not answer',
      async () => {
        await house.console.saw(/MeetMe\("SIP\/0000FFFF0001-\w+", "8001,dA"\)/, 60_000);
        await moment(5000);
        const list = await house.rx('meetme list 8001');
        if (!/3 users in that conference/.test(list)) throw new Error(`meetme list says: ${list}`);
      },
    );
    await stage.step('everybody heard everybody else, and nobody heard themselves', async () => {
      for (const [phone] of heardBy) phone.hangUp();
      for (const [phone, names] of heardBy) {
        const { sound } = await phone.heard();
        for (const name of names) {
          mustHear(sound, TONES[name] ?? 0, 2);
          const early = secondsOf(sound, TONES[name] ?? 0) - MOST_SECONDS;
          if (early > 0) throw new Error(`${phone.name} heard ${name} ${early} s before the meeting began`);
        }
        const [own = ''] = Object.keys(TONES).filter((name) => !names.includes(name));
        mustNotHear(sound, TONES[own] ?? 0);
      }
    });
    await stage.step('five minutes before the next meeting somebody is reminded straight into the room', async () => {
      house.console.forget();
      const startMs = Math.ceil(Date.now() / 1000) * 1000 + 302_000;
      always.events = [{ uid: 'always', summary: 'The same room again', startMs }];
      await house.rx('calendar refresh room-8001');
      await first.rings();
      first.answer();
      await first.answered();
      await house.console.saw(/MeetMe\("SIP\/0000FFFF0002-\w+", "8001,dw"\)/);
      first.hangUp();
      await first.over();
    });
  },
};
