import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { localProvider } from '../kit/provider.ts';
import { moment, mustHear } from '../kit/sound.ts';
import type { Story } from '../kit/story.ts';

const [ANNOUNCER_HZ, CALLED_HZ, DESK_HZ] = [440, 550, 660];
/** Whom the files call outside. */
const NUMBERS = ['18882223333', '14109850123'];
const CALLS = join(import.meta.dirname, 'calls');

/** A call file of the example, with the short waits that a demonstration wants. */
function callFile(name: string, ...changes: ReadonlyArray<readonly [RegExp, string]>): string {
  let text = readFileSync(join(CALLS, name), 'utf8').replace(/^RetryTime: .*$/m, 'RetryTime: 1');
  for (const [pattern, replacement] of changes) text = text.replace(pattern, replacement);
  return text;
}

/** Calls started by a file: what becomes of them when they are answered, refused, dated ahead, kept and repeated; and the announcement to every phone. */
export const story: Story = {
  title: 'Calls started by a file',
  async run(stage) {
    const provider = await localProvider();
    const house = await stage.house({ edit: { 'sip.conf': provider.edit } });
    const outside = await stage.phone(house, 'trunkname', {
      outside: { port: provider.port, numbers: NUMBERS },
      sayHz: CALLED_HZ,
    });
    const p84 = await stage.phone(house, '84', { sayHz: DESK_HZ });
    const p200 = await stage.phone(house, '200', { sayHz: ANNOUNCER_HZ });
    const p218 = await stage.phone(house, '218');
    const bt101 = await stage.phone(house, 'bt101', { sayHz: DESK_HZ });
    const gone = async (path: string): Promise<void> => {
      for (let waited = 0; existsSync(path); waited++) {
        if (waited > 200) throw new Error(`${path} still lies there`);
        await moment(50);
      }
    };
    const archived = (): string[] => {
      const folder = house.spool('outgoing_done');
      return existsSync(folder) ? readdirSync(folder).sort() : [];
    };

    await stage.step('three lines are a call: the number is dialled and hears the prompt', async () => {
      const file = house.dropCallFile('minimal.call', callFile('minimal.call'));
      await outside.rings();
      outside.answer();
      const { seconds } = await outside.heard();
      if (seconds < 1) throw new Error(`only ${seconds} s were heard`);
      await gone(file);
    });

    await stage.step('a phone of the house rings first, then the number is dialled, and they talk', async () => {
      const file = house.dropCallFile('phone-first.call', callFile('phone-first.call'));
      await bt101.rings();
      bt101.answer();
      await outside.rings();
      outside.answer();
      await moment(1500);
      outside.hangUp();
      mustHear((await outside.heard()).sound, DESK_HZ, 1);
      mustHear((await bt101.heard()).sound, CALLED_HZ, 1);
      await gone(file);
    });

    await stage.step('a number that is busy twice is dialled a third time, and answers; the file is kept', async () => {
      house.console.forget();
      const file = house.dropCallFile('number-first.call', callFile('number-first.call'));
      for (let attempt = 0; attempt < 2; attempt++) {
        await outside.rings();
        outside.hangUp();
        await outside.over();
        await house.console.saw(/14109850123 was not reached: reason 5/);
        house.console.forget();
      }
      await outside.rings();
      outside.answer();
      await p84.rings();
      p84.answer();
      await moment(1000);
      outside.hangUp();
      await outside.over();
      await p84.over();
      await gone(file);
      const [kept = ''] = archived();
      const text = readFileSync(join(house.spool('outgoing_done'), kept), 'utf8');
      if (!/^Status: Completed$/m.test(text)) throw new Error(`the kept file says: ${text}`);
    });

    await stage.step(
      'the same name again while its call rings: a call afterwards, and the kept files do not displace each other',
      async () => {
        const once = callFile('number-first.call', [/^MaxRetries.*$/m, 'MaxRetries: 0']);
        house.dropCallFile('number-first.call', once);
        await outside.rings();
        const path = house.dropCallFile('number-first.call', once);
        await moment(500);
        outside.mustNotHaveRung();
        for (const last of [false, true]) {
          outside.hangUp();
          await outside.over();
          if (!last) await outside.rings();
        }
        await gone(path);
        if (archived().length !== 2) throw new Error(`outgoing_done holds ${archived().join(', ')}`);
      },
    );

    await stage.step('a file that `touch -d` has dated ahead waits for its time', async () => {
      const later = house.dropCallFile('later.call', callFile('minimal.call'), '4 seconds');
      // the spool looks at whole seconds
      const dueMs = Math.floor(statSync(later).mtimeMs / 1000) * 1000;
      await outside.rings();
      const lateMs = Date.now() - dueMs;
      if (lateMs < 0 || lateMs > 1500) throw new Error(`it rang ${lateMs} ms after its time`);
      outside.hangUp();
      await outside.over();
    });

    await stage.step('an announcement is recorded at a phone, confirmed with 1, and heard on every phone', async () => {
      house.console.forget();
      house.write('calls/pa-200.call', callFile('pa-200.call'));
      house.write('calls/pa-218.call', callFile('pa-218.call'));
      p200.dial('911');
      await house.console.saw(/Playing 'beep/);
      await moment(2500);
      p200.press('#');
      await house.console.saw(/Playing 'pa-confirm/);
      await moment(500);
      p200.press('1');
      await p200.over();
      for (const phone of [p200, p218]) {
        const caller = await phone.rings();
        if (caller !== 'Announcement <911>') throw new Error(`${phone.name} was called by ${caller}`);
        phone.answer();
      }
      for (const phone of [p200, p218]) mustHear((await phone.heard()).sound, ANNOUNCER_HZ, 1.5);
    });
  },
};
