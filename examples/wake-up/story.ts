import { moment, mustHear, mustNotHear } from '../kit/sound.ts';
import type { Story } from '../kit/story.ts';
import { WebCalendar } from '../kit/web-calendar.ts';

const [OWNER_HZ, GUEST_HZ] = [440, 660];

/** The owner is woken, and put through to the guest whom the event names; either may refuse, and the place in an event may be malicious. */
export const story: Story = {
  title: 'A wake-up call, and a call between two people',
  async run(stage) {
    const [waking, meetings] = [stage.keep(await WebCalendar.open()), stage.keep(await WebCalendar.open())];
    const house = await stage.house({
      edit: {
        'calendar.conf': (text) =>
          text
            .replace('https://calendar.example.org/wake-up.ics', waking.url)
            .replace('https://calendar.example.org/meetings.ics', meetings.url),
        // the owner knows the key; so it takes less time
        'extensions.conf': (text) => text.replace('&and-prs-pound-whn-finished', ''),
      },
    });
    const owner = await stage.phone(house, '0000FFFF0001', { sayHz: OWNER_HZ });
    const guest = await stage.phone(house, '0000FFFF0002', { sayHz: GUEST_HZ });
    let events = 0;
    /** An event whose reminder is two seconds from now: by its alarm, or by the calendar's autoreminder of a minute. */
    const remind = async (calendar: WebCalendar, name: string, location?: string, alarm = true): Promise<void> => {
      const dueMs = Math.ceil(Date.now() / 1000 + 1.5) * 1000;
      calendar.events = [
        {
          uid: `event-${++events}`,
          summary: 'Weekly meeting',
          startMs: dueMs + 60_000,
          ...(alarm && { alarmMs: dueMs }),
          ...(location !== undefined && { location }),
        },
      ];
      await house.rx(`calendar refresh ${name}`);
    };
    /** The owner is reminded, and presses a digit when asked. */
    const ownerPresses = async (digit: string, location: string): Promise<void> => {
      await remind(meetings, 'meetings', location);
      await owner.rings();
      owner.answer();
      await owner.answered();
      owner.press(digit);
    };
    const guestIsInvited = async (): Promise<void> => {
      house.console.forget();
      await ownerPresses('1', '0000FFFF0002');
      await house.console.saw(/Playing 'beep/);
      await moment(1500);
      owner.press('#');
      await guest.rings();
      guest.answer();
      await guest.answered();
    };

    await stage.step('an alarm rings the owner, who hears the wake-up prompt', async () => {
      await remind(waking, 'wake-up');
      await owner.rings();
      owner.answer();
      const { seconds } = await owner.heard();
      if (seconds < 0.5) throw new Error(`only ${seconds} s were heard`);
    });
    await stage.step('an event without an alarm does so too, where the calendar has an autoreminder', async () => {
      house.edit('calendar.conf', (text) => text.replace('[wake-up]', '[wake-up]\nautoreminder = 1'));
      await house.rx('module reload');
      await remind(waking, 'wake-up', undefined, false);
      await owner.rings();
      owner.answer();
      await owner.heard();
    });
    await stage.step('the owner refuses the next meeting, and the guest is left in peace', async () => {
      await ownerPresses('2', '0000FFFF0002');
      await owner.heard();
      guest.mustNotHaveRung();
    });
    await stage.step('the owner accepts and says a word; the guest hears it, and refuses', async () => {
      await guestIsInvited();
      await house.console.saw(/Read\("SIP\/0000FFFF0002/);
      guest.press('2');
      const invitation = await guest.heard();
      mustHear(invitation.sound, OWNER_HZ, 1);
      mustNotHear((await owner.heard()).sound, GUEST_HZ);
    });
    await stage.step('the guest accepts, and they talk', async () => {
      await guestIsInvited();
      await house.console.saw(/Read\("SIP\/0000FFFF0002/);
      guest.press('1');
      await moment(2000);
      guest.hangUp();
      mustHear((await guest.heard()).sound, OWNER_HZ, 2);
      mustHear((await owner.heard()).sound, GUEST_HZ, 1.5);
    });
    await stage.step('a place that would dial something else gets no further than its letters and digits', async () => {
      house.console.forget();
      await ownerPresses('1', '0000FFFF0002&Local/1@desk');
      await house.console.saw(/Playing 'beep/);
      await moment(700);
      owner.press('#');
      await house.console.saw(/Dial\("SIP\/0000FFFF0001-\w+", "SIP\/0000FFFF0002Local1desk,30/);
      await owner.over();
      guest.mustNotHaveRung();
    });
  },
};
