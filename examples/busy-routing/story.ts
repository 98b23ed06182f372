import { Radicale } from '../../test/support/radicale.ts';
import { ownCalendar } from '../kit/own-calendar.ts';
import { moment, mustHear } from '../kit/sound.ts';
import type { Story } from '../kit/story.ts';
import { calendarText } from '../kit/web-calendar.ts';

const CALLER_HZ = 440;

/** Who is in a meeting gets calls as messages, and hears them; everybody else's phone rings. */
export const story: Story = {
  title: 'Calls that ask the calendar first',
  needs: ['radicale'],
  async run(stage) {
    const radicale = stage.keep(await Radicale.open('me'));
    const house = await stage.house({ edit: { 'calendar.conf': ownCalendar(radicale.urlOf('me')) } });
    const owner = await stage.phone(house, '0000FFFF0002');
    const caller = await stage.phone(house, '0000FFFF0001', { sayHz: CALLER_HZ });
    for (const line of ['device 0000FFFF0002', 'calendar myCalendar', 'voicemail_context shifteight'])
      await house.rx(`database put extension 3001/${line}`);
    const leavesAMessage = async (exten: string, greeting: string): Promise<void> => {
      house.console.forget();
      caller.dial(exten);
      await house.console.saw(new RegExp(`Playing '${greeting}`));
      // who knows the instructions skips them
      await house.console.saw(/Playing 'vm-intro/);
      await moment(500);
      caller.press('#');
      await house.console.saw(/Recording the message/);
      await moment(2500);
      caller.press('#');
      await caller.over();
      owner.mustNotHaveRung();
    };

    await stage.step('nothing in the calendar: the phone rings', async () => {
      await house.rx('calendar refresh myCalendar');
      caller.dial('3000');
      await owner.rings();
      caller.hangUp();
      await owner.over();
      await caller.over();
    });
    await stage.step(
      'a meeting now: the phone stays silent, and the caller leaves a message after the busy greeting',
      async () => {
        const startMs = Date.now() - 600_000;
        const meeting = { uid: 'meeting', summary: 'A meeting', startMs, endMs: startMs + 3_600_000 };
        await radicale.put('me', 'meeting', calendarText([meeting]));
        await house.rx('calendar refresh myCalendar');
        await leavesAMessage('3000', 'vm-isonphone');
      },
    );
    await stage.step('the same for a number whose phone, calendar and mailbox stand in the database', () =>
      leavesAMessage('3001', 'vm-isonphone'),
    );
    await stage.step('the owner listens to the message, and deletes it', async () => {
      house.console.forget();
      owner.dial('83000');
      await house.console.saw(/Playing 'vm-password/);
      await moment(700);
      for (const digit of '0000#') owner.press(digit);
      await house.console.saw(/Playing 'vm-youhave/);
      await moment(500);
      owner.press('1');
      await house.console.saw(/Playing '\S*INBOX\/msg0000/);
      await moment(3000);
      owner.press('7');
      await house.console.saw(/Playing 'vm-deleted/);
      await moment(500);
      owner.press('#');
      mustHear((await owner.heard()).sound, CALLER_HZ, 1.5);
      const shown = await house.rx('voicemail show users for shifteight');
      if (!/3000 +First Owner +0$/m.test(shown) || !/3001 +Second Owner +1$/m.test(shown)) throw new Error(shown);
    });
  },
};
