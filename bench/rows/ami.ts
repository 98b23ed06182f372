import { ManagerCounter as Counter, MANAGER_FILES } from '../load/manager-counter.ts';
import { cpuSeconds } from '../process-figures.ts';
import { dialplan, type Row } from '../row.ts';
import type { Running } from '../target.ts';

const FILES = {
  ...MANAGER_FILES,
  ...dialplan(['exten => answer,1,Answer()', 'same => n,Wait(0.2)', 'same => n,Hangup()']),
};
/** So often the work goes before, unmeasured: a PBX that has just started is not one at work. */
const WARM_UPS = 2;
/** The same for calls: of a function that runs once a call the last compiled form comes after some 15,000 of them. */
const CALL_WARM_UPS = 5;
/** How many actions are under way at a time. */
const WINDOW = 200;

/** Sends `total` of an action, a window at a time, and waits until `receivers` have had that many. */
async function drive(total: number, action: (n: number) => string, sender: Counter, receivers: readonly Counter[]) {
  for (const one of [sender, ...receivers]) one.restart();
  for (let sent = 0; sent < total; sent += WINDOW) {
    let text = '';
    for (let n = sent; n < Math.min(total, sent + WINDOW); n++) text += action(n);
    sender.send(text);
    await Promise.all(receivers.map((one) => one.reach(Math.min(total, sent + WINDOW))));
  }
}

function action(name: string, headers: (n: number) => string, response: string): Row {
  const total = 100_000;
  return {
    name: `AMI ${name}`,
    unit: 'CPU-µs an action',
    must: 0.8,
    aim: 0.4,
    files: FILES,
    async measure(running) {
      const client = await Counter.open(response, 'off');
      client.send('Action: DBPut\r\nFamily: bench\r\nKey: key\r\nVal: value\r\n\r\n');
      await new Promise((resolve) => setTimeout(resolve, 200));
      const cpu = await cpuOf(running, total, (times) =>
        drive(times, (n) => `Action: ${name}\r\n${headers(n)}\r\n`, client, [client]),
      );
      client.close();
      return (cpu * 1e6) / total;
    },
  };
}

/** The CPU seconds of `work` done `total` times on a PBX that has done as much `warmUps` times before. */
async function cpuOf(
  running: Running,
  total: number,
  work: (times: number) => Promise<void>,
  warmUps = WARM_UPS,
): Promise<number> {
  for (let n = 0; n < warmUps; n++) await work(total);
  const before = cpuSeconds(running.pid);
  await work(total);
  return cpuSeconds(running.pid) - before;
}

const fanOut: Row = {
  name: 'AMI events to 10 clients',
  unit: 'CPU-µs a delivery',
  must: 0.5,
  aim: 0.15,
  files: FILES,
  async measure(running) {
    const [clients, total] = [10, 40_000];
    const receivers = await Promise.all(
      Array.from({ length: clients }, () => Counter.open('Event: UserEvent', 'user')),
    );
    const sender = await Counter.open('Event Sent', 'off');
    const one = 'Action: UserEvent\r\nUserEvent: Bench\r\nWho: somebody\r\nValue: 42\r\n\r\n';
    const cpu = await cpuOf(running, total, (times) => drive(times, () => one, sender, receivers));
    for (const client of [...receivers, sender]) client.close();
    return (cpu * 1e6) / (total * clients);
  },
};

const originate: Row = {
  name: 'AMI Originate, async',
  unit: 'CPU-ms a call',
  must: 0.5,
  aim: 0.2,
  files: FILES,
  async measure(running) {
    const total = 4000;
    const client = await Counter.open('Event: OriginateResponse', 'call');
    const one = (n: number): string =>
      `Action: Originate\r\nActionID: ${n}\r\nChannel: Local/answer@bench\r\nApplication: Wait\r\nData: 0.1\r\nAsync: true\r\n\r\n`;
    const cpu = await cpuOf(running, total, (times) => drive(times, one, client, [client]), CALL_WARM_UPS);
    client.close();
    return (cpu * 1000) / total;
  },
};

/** The manager interface: single actions, events to many, calls. */
export const amiRows: readonly Row[] = [
  action('Ping', () => '', 'Ping: Pong'),
  action(
    'DBPut',
    (n) => `Family: bench\r\nKey: key${n % 1000}\r\nVal: value ${n}\r\n`,
    'Updated database successfully',
  ),
  action('DBGet', () => 'Family: bench\r\nKey: key\r\n', 'Event: DBGetComplete'),
  fanOut,
  originate,
];
