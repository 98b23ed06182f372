import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from '../kit/house.ts';
import { moment } from '../kit/sound.ts';
import type { Story } from '../kit/story.ts';

const CALLS = join(import.meta.dirname, 'calls');

/** The columns of the records that are looked at, by name. */
interface Noted {
  readonly dst: string;
  readonly channel: string;
  readonly dstChannel: string;
  readonly lastApp: string;
  readonly disposition: string;
  readonly userField: string;
}

function noted(line: string): Noted {
  const columns = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) =>
    (match[1] ?? '').replaceAll('"', ''),
  );
  const [, , dst = '', , , channel = '', dstChannel = '', lastApp = ''] = columns;
  return { dst, channel, dstChannel, lastApp, disposition: columns[14] ?? '', userField: columns[16] ?? '' };
}

/** Drops a call file, has it answered where somebody does, and gives the records that it has left. */
async function recordsOf(
  house: House,
  name: string,
  expected: number,
  meanwhile: () => Promise<void>,
): Promise<Noted[]> {
  const before = house.callRecords.length;
  house.dropCallFile(name, readFileSync(join(CALLS, name), 'utf8'));
  await meanwhile();
  for (let waited = 0; house.callRecords.length < before + expected; waited++) {
    if (waited > 200)
      throw new Error(
        `${name} has left ${house.callRecords.length - before} records:\n${house.callRecords.join('\n')}`,
      );
    await moment(50);
  }
  return house.callRecords.slice(before).map(noted);
}

function must(holds: boolean, records: readonly Noted[]): void {
  if (!holds) throw new Error(`the records are ${JSON.stringify(records, undefined, 1)}`);
}

/** What is written of calls begun by a file: with an application, with an extension, by way of a Local channel, and where nobody answers. */
export const story: Story = {
  title: 'What a call record tells of a call begun by a file',
  async run(stage) {
    const house = await stage.house();
    const phone = await stage.phone(house, '300');
    const busy = await stage.phone(house, '400');
    const answered = async (): Promise<void> => {
      await phone.rings();
      phone.answer();
      await phone.heard();
    };

    await stage.step(
      'with an application the record has the application, and no channel that was dialled',
      async () => {
        const records = await recordsOf(house, 'application.call', 1, answered);
        const [only] = records;
        must(only?.lastApp === 'Playback' && only.dstChannel === '' && only.disposition === 'ANSWERED', records);
      },
    );

    await stage.step(
      'with an extension the record has it as its destination, and the number in the user field',
      async () => {
        const records = await recordsOf(house, 'context.call', 1, answered);
        const [only] = records;
        must(only?.dst === 'message' && only.userField === '15551234567' && only.disposition === 'ANSWERED', records);
      },
    );

    await stage.step(
      'by way of a Local channel the number that was dialled is the destination of a record',
      async () => {
        const records = await recordsOf(house, 'local.call', 2, answered);
        must(
          records.some(
            ({ dst, dstChannel, lastApp }) => dst === '300' && dstChannel.startsWith('SIP/300-') && lastApp === 'Dial',
          ) && records.some(({ channel, lastApp }) => channel.endsWith(';1') && lastApp === 'Playback'),
          records,
        );
      },
    );

    await stage.step('of a call that nobody takes the extension failed notes whom it was for', async () => {
      const records = await recordsOf(house, 'failing.call', 2, async () => {
        await busy.rings();
        busy.hangUp();
      });
      must(
        records.some(({ channel, disposition }) => channel.startsWith('SIP/400-') && disposition === 'BUSY') &&
          records.some(({ channel, userField }) => channel === 'OutgoingSpoolFailed' && userField === '15557654321'),
        records,
      );
    });
  },
};
