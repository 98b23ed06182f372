import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { LogHub } from '../../src/base/log.ts';
import { AmiClient, placeCall } from '../../src/clients/ami/index.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import { freePort } from '../../test/support/free-port.ts';
import type { HandsetOptions } from '../kit/handset.ts';
import type { House } from '../kit/house.ts';
import { localProvider } from '../kit/provider.ts';
import { moment } from '../kit/sound.ts';
import type { Stage, Story } from '../kit/story.ts';

const NUMBERS = 200;
const AT_ONCE = 20;

/** Calls begun by a program, on the console, in the dialplan and by a script; then a list of two hundred numbers. */
export const story: Story = {
  title: 'Calls that nobody dials',
  async run(stage) {
    const provider = await localProvider();
    const managerPort = await freePort();
    const house = await stage.house({
      edit: {
        'sip.conf': provider.edit,
        'manager.conf': (text) => text.replace('port = 5038', `port = ${managerPort}`),
      },
    });
    const phone = await stage.phone(house, '84');
    await oneCall(stage, house, provider.port, managerPort);
    await delivered(stage, house, provider.port);

    await stage.step('70 hangs up and calls back; the script greets, asks for a digit, and keeps it', async () => {
      phone.dial('70');
      await phone.over();
      await phone.rings();
      phone.answer();
      await phone.answered();
      await house.console.saw(/Playing 'beep/);
      await moment(500);
      phone.press('7');
      await phone.heard();
      const kept = await house.rx('database get call-back digit');
      if (!kept.includes('Value: 7')) throw new Error(`the database says: ${kept}`);
    });
    await campaign(stage, house, provider.port);
  },
};

/** The same call by AMI, by the console, and by the dialplan. */
async function oneCall(stage: Stage, house: House, port: number, managerPort: number): Promise<void> {
  await using outside = await stage.phone(house, 'trunkname', { outside: { port, numbers: ['18882223333'] } });
  const hearsTheMessage = async (): Promise<void> => {
    await outside.rings();
    outside.answer();
    const { seconds } = await outside.heard();
    if (seconds < 1) throw new Error(`only ${seconds} s were heard`);
  };
  await stage.step('a program begins the call, and learns what became of it', async () => {
    const log = new LogHub(() => systemClock.now()).logger('dialler');
    const account = { host: '127.0.0.1', port: managerPort, username: 'dialler', secret: 'change-me-dialler' };
    const client = new AmiClient({ network: systemNetwork, clock: systemClock, log }, { ...account, events: 'call' });
    client.start();
    try {
      await client.whenUp();
      const outcome = placeCall(client, {
        Channel: 'SIP/trunkname/18882223333',
        Context: 'message',
        Exten: 's',
        Priority: 1,
        Timeout: 20_000,
      });
      await hearsTheMessage();
      const told = await outcome;
      if (told.outcome !== 'answered') throw new Error(`the program was told: ${told.outcome}`);
      await told.ended;
    } finally {
      client.close();
    }
  });
  await stage.step('the console begins the same call', async () => {
    await house.rx('channel originate SIP/trunkname/18882223333 extension s@message');
    await hearsTheMessage();
  });
  await stage.step('FollowMe finds the number', async () => {
    await house.rx('channel originate Local/91@phones application Wait 30');
    await outside.rings();
    outside.answer();
    await outside.answered();
    outside.hangUp();
    await outside.over();
  });
  for (const channel of ['Zap/1/18882223333', 'Zap/g2/18882223333'])
    await stage.step(`an old call file for ${channel} goes out through the SIP gateway`, async () => {
      house.dropCallFile('old.call', `Channel: ${channel}\nContext: message\nExtension: s\nPriority: 1\n`);
      await hearsTheMessage();
    });
  await stage.step('the dialplan begins the same call', async () => {
    await house.rx('channel originate Local/90@phones application Wait 30');
    await hearsTheMessage();
    await house.console.saw(/The call came to SUCCESS/);
  });
}

/** A message that must arrive: at a person, who wants to hear it twice, and at an answering machine. */
async function delivered(stage: Stage, house: House, port: number): Promise<void> {
  const line = (number: string): HandsetOptions => ({ outside: { port, numbers: [number] } });
  const deliver = (number: string): string =>
    house.dropCallFile(
      number,
      `Channel: SIP/trunkname/${number}\nContext: deliver\nExtension: s\nPriority: 1\nSet: Number=${number}\n`,
    );
  const kept = async (number: string, as: string): Promise<void> => {
    const shown = await house.rx(`database get delivered ${number}`);
    if (!shown.includes(`Value: ${as}`)) throw new Error(`the database says: ${shown}`);
  };
  await stage.step('a person says hello, hears the message twice, and confirms it', async () => {
    await using person = await stage.phone(house, 'trunkname', { ...line('18005550001'), sayHz: 550, sayMs: 600 });
    deliver('18005550001');
    await person.rings();
    person.answer();
    await person.answered();
    await house.console.saw(/HUMAN has answered/);
    for (const digit of ['2', '1']) {
      house.console.forget();
      await house.console.saw(/Playing 'to-confirm-wakeup/);
      await moment(500);
      person.press(digit);
    }
    const { seconds } = await person.heard();
    if (seconds < 3) throw new Error(`only ${seconds} s were heard`);
    await kept('18005550001', 'person');
  });
  await stage.step('an answering machine gets it after its greeting of four seconds', async () => {
    await using machine = await stage.phone(house, 'trunkname', { ...line('18005550002'), sayHz: 550, sayMs: 4000 });
    deliver('18005550002');
    await machine.rings();
    machine.answer();
    await house.console.saw(/MACHINE has answered: LONGGREETING/);
    const { seconds } = await machine.heard();
    if (seconds < 1) throw new Error(`only ${seconds} s were recorded`);
    await kept('18005550002', 'machine');
  });
}

/** Two hundred numbers, of which every tenth is busy: never more than twenty files in the folder. */
async function campaign(stage: Stage, house: House, port: number): Promise<void> {
  const numbers = Array.from({ length: NUMBERS }, (_, n) => `1555${String(2_000_000 + n)}`);
  const telephones = await stage.telephones(port, { busyEnding: '0' });
  await stage.step(`${NUMBERS} numbers are called, ${AT_ONCE} files at a time, each once`, async () => {
    const aside = house.spool('tmp');
    mkdirSync(aside, { recursive: true });
    const outgoing = house.spool('outgoing');
    const waiting = [...numbers];
    let most = 0;
    while (waiting.length > 0 || readdirSync(outgoing).length > 0) {
      for (let room = AT_ONCE - readdirSync(outgoing).length; room > 0 && waiting.length > 0; room--) {
        const number = waiting.shift() ?? '';
        writeFileSync(
          join(aside, number),
          `Channel: SIP/trunkname/${number}\nMaxRetries: 0\nWaitTime: 30\nContext: campaign\nExtension: s\nPriority: 1\nSet: List=spring\nSet: Number=${number}\n`,
        );
        renameSync(join(aside, number), join(outgoing, number));
      }
      const shown = await house.rx('core show channels count');
      most = Math.max(most, Number(/(\d+) active call/.exec(shown)?.[1] ?? 0));
    }
    if (most > AT_ONCE) throw new Error(`${most} calls were up at once`);
    const called = (await telephones.close()).sort();
    if (called.join() !== numbers.join()) throw new Error(`${called.length} calls were made`);
  });
  await stage.step(
    'every call is found in Master.csv under the name of the list, a tenth of them as failed',
    async () => {
      await house.stop();
      const records = house.callRecords.filter((line) => line.includes('"spring"'));
      if (records.length !== NUMBERS) throw new Error(`${records.length} records: ${records[0] ?? ''}`);
      const failed = records.filter((line) => line.includes('"OutgoingSpoolFailed"'));
      const answered = records.filter((line) => line.includes('"ANSWERED"'));
      if (failed.length !== NUMBERS / 10 || answered.length !== NUMBERS - failed.length)
        throw new Error(`${answered.length} were answered, ${failed.length} failed`);
    },
  );
}
