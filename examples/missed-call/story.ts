import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Prosody, XmppPerson } from '../../test/support/prosody.ts';
import type { House } from '../kit/house.ts';
import { moment } from '../kit/sound.ts';
import type { Story } from '../kit/story.ts';

/** How long the phone rings before a message is taken; half a minute is long for a demonstration. */
const RING_SECONDS = 2;

async function until(what: string, done: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 400; waited++) {
    if (await done()) return;
    await moment(50);
  }
  throw new Error(`${what} did not happen within 20 s`);
}

/** Who calls and leaves no message is told to the owner by XMPP, if the owner is there. */
export const story: Story = {
  title: 'A message about every missed call, over an XMPP server',
  needs: ['prosody'],
  async run(stage) {
    const prosody = stage.keep(await Prosody.open('pbx', 'pbx-two', 'me', 'colleague', 'somebody'));
    const me = stage.keep(await XmppPerson.arrive(prosody, 'me'));
    const house = await stage.house({
      edit: {
        'jabber.conf': (text) =>
          text
            .replaceAll('jabber.example.org', '127.0.0.1')
            .replaceAll('port = 5222', `port = ${prosody.port}\ntls_ca_file = ${prosody.authority}`)
            .replace('change-me-xmpp-two', 'pw-pbx-two')
            .replace('change-me-xmpp', 'pw-pbx'),
        'extensions.conf': (text) =>
          text.replace('Macro(DialVM,${EXTEN},30)', `Macro(DialVM,\${EXTEN},${RING_SECONDS})`),
      },
    });
    const called = await stage.phone(house, '555');
    const caller = await stage.phone(house, '556', { sayHz: 440 });
    const calls = async (): Promise<void> => {
      house.console.forget();
      caller.dial('555');
      await called.rings();
    };
    const isOver = async (): Promise<void> => {
      await caller.over();
      await house.console.saw(/Spawn extension \(macro-DialVM, h, \d+\) exited/);
    };

    await stage.step('both accounts connect, with the server’s certificate verified', async () => {
      await until('two connected accounts', async () => {
        const shown = await house.rx('jabber show connected');
        return shown.split('- Connected').length === 3;
      });
      await until('the presence of me@example.org', () => presenceOf(house, 'me', 'desk'));
    });
    await stage.step('a caller hangs up while it rings: a notice comes', async () => {
      await calls();
      caller.hangUp();
      await isOver();
      await until('the first notice', () => me.messages.length === 1);
    });
    await stage.step('a caller hangs up during the greeting: a notice comes', async () => {
      await calls();
      await house.console.saw(/Playing 'vm-intro/);
      await moment(500);
      caller.hangUp();
      await isOver();
      await until('the second notice', () => me.messages.length === 2);
      const [text = ''] = me.messages.slice(-1);
      if (!text.includes('just tried to call 555')) throw new Error(`the notice says: ${text}`);
    });
    await stage.step('a caller leaves a message: no notice, and the message lies in the mailbox', async () => {
      await calls();
      await house.console.saw(/Recording the message/, 30_000);
      await moment(2500);
      caller.hangUp();
      await isOver();
      const message = join(house.spool('voicemail'), 'default', '555', 'INBOX', 'msg0000.wav');
      if (!existsSync(message)) throw new Error(`there is no ${message}`);
      if (me.messages.length !== 2) throw new Error(`a notice came all the same: ${me.messages.at(-1)}`);
    });
    const callIsMissedInVain = async (): Promise<void> => {
      await calls();
      caller.hangUp();
      await isOver();
      await house.console.saw(/is not there: no message/);
      if (me.messages.length !== 2) throw new Error(`a notice came all the same: ${me.messages.at(-1)}`);
    };
    await stage.step('nobody who is away is told of a missed call', async () => {
      await me.shows('away');
      await until('being away', async () => (await house.rx('jabber test')).includes('Status: 3'));
      await callIsMissedInVain();
    });
    await stage.step('nor anybody who is offline', async () => {
      await me.leaves();
      await until('going offline', async () => !(await presenceOf(house, 'me', 'desk')));
      await callIsMissedInVain();
    });
  },
};

async function presenceOf(house: House, user: string, resource: string): Promise<boolean> {
  const shown = await house.rx('jabber test');
  return shown.includes(`${user}@example.org`) && shown.includes(`Resource: ${resource}`);
}
