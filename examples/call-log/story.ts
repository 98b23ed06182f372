import { Radicale } from '../../test/support/radicale.ts';
import { ownCalendar } from '../kit/own-calendar.ts';
import { localProvider } from '../kit/provider.ts';
import { moment } from '../kit/sound.ts';
import type { Story } from '../kit/story.ts';

/** Calls out become events on a CalDAV server, also when it was away as they ended. */
export const story: Story = {
  title: 'A calendar of phone calls, on a CalDAV server',
  needs: ['radicale'],
  async run(stage) {
    const radicale = stage.keep(await Radicale.open('phone-calls'));
    const provider = await localProvider();
    const house = await stage.house({
      edit: { 'calendar.conf': ownCalendar(radicale.urlOf('phone-calls')), 'sip.conf': provider.edit },
    });
    const phone = await stage.phone(house, '0000FFFF0001');
    const outside = await stage.phone(house, 'itsp', {
      outside: { port: provider.port, numbers: ['2125551234', '2125550000', '2125559999'] },
    });
    const call = async (number: string, talkMs: number): Promise<void> => {
      phone.dial(number);
      await outside.rings();
      if (talkMs === 0) outside.hangUp();
      else {
        outside.answer();
        await phone.answered();
        await moment(talkMs);
        phone.hangUp();
      }
      await phone.over();
    };
    const written = (): string[] => radicale.objects('phone-calls').map((text) => text.replace(/\r\n /g, ''));

    await stage.step('a call of two seconds is found in the calendar, with its length', async () => {
      await call('2125551234', 2100);
      await house.console.saw(/CALENDAR_SUCCESS is 1/);
      const [event = ''] = written();
      if (!/SUMMARY:OUTBOUND: 2125551234\r/.test(event)) throw new Error(`the server has: ${event}`);
      if (!/DESCRIPTION:Phone call to 2125551234 lasted for [23] seconds\./.test(event)) throw new Error(event);
    });
    await stage.step('a call that is refused is not', async () => {
      house.console.forget();
      await call('2125550000', 0);
      await house.console.saw(/CALENDAR_SUCCESS is/);
      if (written().length !== 1) throw new Error(`the server has ${written().length} events`);
    });
    await stage.step('a call that ends while the server is away is written when it is back, once', async () => {
      await radicale.stop();
      house.console.forget();
      await call('2125559999', 1100);
      await house.console.saw(/CALENDAR_SUCCESS is 1/);
      await radicale.start();
      await house.rx('calendar refresh phone_call_calendar');
      for (let waited = 0; written().length < 2 && waited < 60; waited++) await moment(500);
      const events = written().filter((event) => event.includes('OUTBOUND: 2125559999'));
      if (events.length !== 1) throw new Error(`the server has ${events.length} events of that call`);
    });
  },
};
