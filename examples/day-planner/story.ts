import { Radicale } from '../../test/support/radicale.ts';
import { ownCalendar } from '../kit/own-calendar.ts';
import { moment } from '../kit/sound.ts';
import type { Story } from '../kit/story.ts';
import { calendarText } from '../kit/web-calendar.ts';

const MINUTE = 60_000;

/** The day is read out, and time is booked from the phone. */
export const story: Story = {
  title: 'A calendar by phone, on a CalDAV server',
  needs: ['radicale'],
  async run(stage) {
    const radicale = stage.keep(await Radicale.open('me'));
    const hourMs = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
    const meeting = { uid: 'lunch', summary: 'Team lunch', startMs: hourMs + 60 * MINUTE };
    await radicale.put('me', 'lunch', calendarText([meeting]));
    const house = await stage.house({ edit: { 'calendar.conf': ownCalendar(radicale.urlOf('me')) } });
    const phone = await stage.phone(house, '0000FFFF0001');
    const clock = (ms: number): string => {
      const date = new Date(ms);
      return `${String(date.getHours()).padStart(2, '0')}${String(date.getMinutes()).padStart(2, '0')}`;
    };
    const pressWhenAsked = async (prompt: string, digits: string): Promise<void> => {
      await house.console.saw(new RegExp(`Playing '${prompt}`));
      await moment(500);
      phone.press(digits);
    };

    await stage.step('30 reads out the day: one event, its hour, and what it is', async () => {
      await house.rx('calendar refresh me');
      phone.dial('30');
      const { seconds } = await phone.heard(40_000);
      await house.console.saw(/SayNumber\("SIP\/0000FFFF0001-\w+", "1"/);
      await house.console.saw(new RegExp(`SayDigits\\("SIP/0000FFFF0001-\\w+", "${clock(meeting.startMs)}"`));
      await house.console.saw(/Playing 'Team-lunch/);
      if (seconds < 3) throw new Error(`only ${seconds} s were heard`);
    });
    await stage.step('31 books time, and the event is found on the server', async () => {
      house.console.forget();
      phone.dial('31');
      await pressWhenAsked('enter-the-hour-and-minute', clock(hourMs + 180 * MINUTE));
      await pressWhenAsked('enter-the-number-of-minutes', '45#');
      await phone.heard(40_000);
      const booked = radicale.objects('me').find((text) => text.includes('SUMMARY:Booked by phone'));
      if (!booked?.includes('Booked by 0000FFFF0001')) throw new Error('no booked event on the server');
    });
    await stage.step('a time that is taken is asked for again', async () => {
      house.console.forget();
      phone.dial('31');
      await pressWhenAsked('enter-the-hour-and-minute', clock(meeting.startMs));
      await pressWhenAsked('enter-the-number-of-minutes', '30#');
      await house.console.saw(/Playing 'that-time-is-taken/);
      phone.hangUp();
      await phone.over();
    });
  },
};
