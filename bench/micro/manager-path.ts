// What a manager client costs this process, with neither sockets nor a media thread in the way: a tool to work with, not a gate.
// Everything else is real, down to the call record's file.
//
//   node bench/micro/manager-path.ts priority|originate [count]
//
// `priority` runs so many priorities that one client sees, `originate` places so many calls for a client that sees all of them.
// It prints one line; measured-pbx.ts says what is in it, and how to see where it goes. Add the flags of bin/asterism.
import { MANAGER_FILES } from '../load/manager-counter.ts';
import { dialplan } from '../row.ts';
import { Line } from './line.ts';
import { MeasuredClock } from './measured-clock.ts';
import { cost, openMeasured } from './measured-pbx.ts';

const NOOPS = 500;
/** So many calls are under way together. */
const TOGETHER = 200;
const MOST_TURNS = 100_000;
/** After so long no call is left. */
const LONGEST_CALL_MS = 500;

const [kind = 'priority', count = kind === 'priority' ? '25000' : '2000'] = process.argv.slice(2);
const pieces = Number(count);
const clock = new MeasuredClock();
const line = new Line(clock);
const close = await openMeasured(clock, line, {
  ...MANAGER_FILES,
  ...dialplan([
    'exten => answer,1,Answer()',
    'same => n,Wait(0.2)',
    'same => n,Hangup()',
    'exten => loop,1,Set(i=0)',
    ...Array.from({ length: NOOPS }, (_, n) => `same => n${n === 0 ? '(top)' : ''},NoOp()`),
    'same => n,Set(i=$[${i} + 1])',
    `same => n,GotoIf($[\${i} < ${pieces / NOOPS}]?top)`,
  ]),
});

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (kind === 'originate') clock.tick();
}

/** Originates so many calls, and waits until the client has been told of something so often. */
async function originate(calls: number, channel: string, data: string, told: number): Promise<void> {
  line.told = 0;
  for (let n = 0; n < calls; n++)
    send(
      `Action: Originate\r\nActionID: ${n}\r\nChannel: ${channel}\r\nApplication: Wait\r\nData: ${data}\r\nAsync: true\r\n\r\n`,
    );
  for (let turns = 0; line.told < told; turns++) {
    if (turns > MOST_TURNS) throw new Error(`the client was told ${line.told} of ${told}`);
    await turn();
  }
}

const send = line.connect();
send(`Action: Login\r\nUsername: bench\r\nSecret: bench\r\nEvents: ${kind === 'priority' ? 'on' : 'call'}\r\n\r\n`);
line.word = kind === 'priority' ? 'Event: Newexten' : 'Event: OriginateResponse';
const report = await cost(async () => {
  if (kind === 'priority') await originate(1, 'Local/loop@bench', '0', pieces);
  else
    for (let done = 0; done < pieces; done += TOGETHER)
      await originate(TOGETHER, 'Local/answer@bench', '0.1', TOGETHER);
  for (let ms = 0; ms < LONGEST_CALL_MS; ms++) await turn();
}, pieces);
process.stdout.write(`${kind}: ${report}\n`);
await close();
process.exit(0);
