// What one SIP call costs this process, with neither sockets nor a media thread nor another process in the way: a tool to work
// with, not a gate. Everything else is real, down to the call record's file.
//
//   node bench/micro/call-path.ts [answer|dial] [calls] [pjsip]
//
// It prints one line; measured-pbx.ts says what is in it, and how to see where it goes.
import { dialplan } from '../row.ts';
import { PJSIP_PORT, SIP_PORT } from '../target.ts';
import { MeasuredClock } from './measured-clock.ts';
import { cost, openMeasured } from './measured-pbx.ts';
import { Phones } from './phones.ts';
import { Wire } from './wire.ts';

/** So many calls are under way together, as at a thousand calls a second. */
const TOGETHER = 4;
/** A call takes its leave if it has not come further in so many turns of the event loop. */
const MOST_TURNS = 1000;

const [kind = 'answer', count = '4000', dialect = 'sip'] = process.argv.slice(2);
const calls = Number(count);
const pbxPort = dialect === 'pjsip' ? PJSIP_PORT : SIP_PORT;
const lines = [
  'exten => answer,1,Answer()',
  'same => n,Wait(60)',
  `exten => dial,1,Dial(${dialect.toUpperCase()}/callee,30)`,
];

const clock = new MeasuredClock();
const wire: Wire = new Wire(clock, (text, toPort) => phones.receive(text, toPort));
const phones = new Phones(wire, pbxPort, kind);
const close = await openMeasured(clock, wire, dialplan(lines));

/** Waits, turn by turn, until all of these calls have come so far. */
async function until(ids: readonly number[], reached: (id: number) => boolean): Promise<void> {
  let left = ids;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    left = left.filter((id) => !reached(id));
    if (left.length === 0) return;
  }
  throw new Error(`${left.length} calls do not go on`);
}

async function place(many: number): Promise<void> {
  for (let done = 0; done < many; done += TOGETHER) {
    const ids = Array.from({ length: TOGETHER }, () => phones.begin());
    await until(ids, (id) => phones.answered(id));
    for (const id of ids) phones.confirm(id);
    for (const id of ids) phones.hangUp(id);
    await until(ids, (id) => phones.over(id));
    for (let ms = 0; ms < TOGETHER; ms++) clock.tick();
  }
}

const report = await cost(() => place(calls / 2), calls / 2);
process.stdout.write(`${dialect} ${kind}: ${report}\n`);
await close();
process.exit(0);
