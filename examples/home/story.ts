import { join } from 'node:path';
import { freePort } from '../../test/support/free-port.ts';
import { moment } from '../kit/sound.ts';
import type { Story } from '../kit/story.ts';

/** What the home automation sees and does: items that follow calls and mailboxes, logics that events trigger, and what it starts and ends itself. */
export const story: Story = {
  title: 'The telephone in a smart home',
  async run(stage) {
    const [managerPort, webPort] = [await freePort(), await freePort()];
    const house = await stage.house({
      edit: {
        'manager.conf': (text) => text.replace('port = 5038', `port = ${managerPort}`),
        'sip.conf': (text) => text.replace('[200](phone)', '[200](phone)\ncallerid = "Hall" <200>'),
        'house/plugin.conf': (text) =>
          text.replace('port = 5038', `port = ${managerPort}`).replace('http_port = 8037', `http_port = ${webPort}`),
      },
    });
    const office = await stage.phone(house, '2222');
    const hall = await stage.phone(house, '200', { sayHz: 440 });
    const door = await stage.phone(house, '240');
    const home = stage.asterism('home', 'home', join(house.etc, 'house'));
    await home.printed.saw(/connected/);
    /** Asks the home automation's own interface. */
    const ask = async (path: string, body?: unknown): Promise<unknown> => {
      const response = await fetch(`http://127.0.0.1:${webPort}${path}`, {
        method: body === undefined ? 'GET' : path.startsWith('/items') ? 'PUT' : 'POST',
        headers: { authorization: 'Bearer change-me-home-token' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
      return response.json();
    };
    const mustBe = (what: string, got: unknown, wanted: unknown): void => {
      if (JSON.stringify(got) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(got)}`);
    };
    /** What is written by way of the telephones' database takes its time. */
    const mustBecome = async (what: string, path: string, wanted: unknown): Promise<void> => {
      let got = await ask(path);
      for (let n = 0; n < 100 && JSON.stringify(got) !== JSON.stringify(wanted); n++) {
        await moment(50);
        got = await ask(path);
      }
      mustBe(what, got, wanted);
    };

    await stage.step(
      'phone 2222 is called: its item turns true, the database follows, and false after the call',
      async () => {
        hall.dial('2222');
        await office.rings();
        office.answer();
        await hall.answered();
        await home.printed.saw(/office\.fon = true/);
        await mustBecome('the database', '/db/active/office', { value: '1' });
        hall.hangUp();
        await hall.over();
        await office.over();
        await home.printed.saw(/office\.fon = false/);
        await mustBecome('the database', '/db/active/office', { value: '0' });
      },
    );
    await stage.step('the call triggered the logic that waits for calls, with who called whom', async () => {
      await home.printed.saw(/logic1 triggered by Call: \{"source":"200","destination":"2222","value":"Hall"\}/);
      if (home.printed.text.includes('doorbell')) throw new Error('the logic of another destination was triggered');
    });
    await stage.step('a call to 240 triggers the logic of that destination as well', async () => {
      home.printed.forget();
      hall.dial('240');
      await door.rings();
      await home.printed.saw(/logic1 triggered by Call: \{"source":"200","destination":"240"/);
      await home.printed.saw(/doorbell triggered by Call: \{"source":"200","destination":"240"/);
      hall.hangUp();
      await hall.over();
      await door.over();
    });
    await stage.step('a dialled 0 triggers the other logic, and no more than that', async () => {
      home.printed.forget();
      hall.dial('0');
      await home.printed.saw(/logic2 triggered by Action: \{"source":"200"/);
      await hall.over();
      if (home.printed.text.includes('logic1')) throw new Error('logic1 was triggered too');
    });
    await stage.step('a message in mailbox 22 counts', async () => {
      house.console.forget();
      hall.dial('22');
      await house.console.saw(/Recording the message/);
      await moment(1500);
      hall.press('#');
      await hall.over();
      await home.printed.saw(/office\.fon\.box = 1/);
      mustBe('the mailbox', await ask('/mailboxes/22?context=default'), { old: 0, new: 1 });
    });
    await stage.step('an item that is switched is written into the database, and silences the phone', async () => {
      await ask('/items/office.quiet', { value: true });
      await mustBecome('the database', '/db/dnd/2222', { value: '1' });
      house.console.forget();
      hall.dial('2222');
      await house.console.saw(/VoiceMail\(/);
      hall.hangUp();
      await hall.over();
      office.mustNotHaveRung();
    });
    await stage.step('the home automation starts a call from 200 to 240, and ends it', async () => {
      const called = ask('/call', { source: 'SIP/200', destination: '240', context: 'door' });
      await hall.rings();
      hall.answer();
      await door.rings();
      door.answer();
      mustBe('the call', await called, { accepted: true });
      await moment(500);
      mustBe('hanging up', await ask('/hangup', { device: '240' }), { channels: 1 });
      await door.over();
      await hall.over();
      mustBe('hanging up again', await ask('/hangup', { device: '240' }), { channels: 0 });
    });
  },
};
