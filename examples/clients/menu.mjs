// A server for scripts. In extensions.conf: AGI(agi://127.0.0.1:4573/menu) and AGI(agi://127.0.0.1:4573/guess,7)
//   node menu.mjs [PORT]
import { serveAgi } from 'asterism/agi';

const port = Number(process.argv[2] ?? 4573);
const served = await serveAgi(
  {
    /** Asks for a digit and remembers who pressed it. */
    async menu(script) {
      await script.answer();
      const caller = script.environment.get('callerid') ?? 'unknown';
      const pressed = await script.streamFile('beep', '123456789');
      const digit = pressed.kind === 'none' ? await script.waitForDigit(2000) : pressed;
      await script.databasePut('menu', caller, digit.kind === 'digit' ? digit.digit : 'nothing');
      await script.setVariable('CHOICE', digit.kind === 'digit' ? digit.digit : '');
    },
    /** What a script can find out, told to the log. */
    async guess(script) {
      const [number = '0'] = script.args;
      const sum = await script.evaluate(`$[${number} + 1]`);
      await script.verbose(`${script.environment.get('channel')} is ${await script.channelStatus()}, and gets ${sum}`);
      await script.setVariable('SUM', sum ?? '');
      await script.gosub({ context: 'counted', exten: 's', priority: 1 }, number);
    },
  },
  { port, log: { warning: console.log } },
);
if (!served.ok) {
  console.error(served.fault.message);
  process.exit(1);
}
console.log(`scripts are served on port ${served.value.local.port}`);
process.once('SIGINT', () => served.value.close());
