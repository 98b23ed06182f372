import { connect, type Socket } from 'node:net';
import { cpuSeconds } from '../process-figures.ts';
import { dialplan, type Row } from '../row.ts';
import type { Running } from '../target.ts';

const PORT = 25538;
const FILES = {
  'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${PORT}\n[bench]\nsecret=bench\nread=all\nwrite=all\nwritetimeout=10000\n`,
  ...dialplan(['exten => answer,1,Answer()', 'same => n,Wait(0.2)', 'same => n,Hangup()']),
};
/** So much of the work goes before, unmeasured: a PBX that has just started is not one at work. */
const WARM_UP = 0.25;
/** How many actions are under way at a time. */
const WINDOW = 200;

/** A manager client as thin as can be, so that it does not measure itself: it only counts a word in what comes. */
class Counter {
  readonly #socket: Socket;
  readonly #word: Buffer;
  #count = 0;
  #rest = Buffer.alloc(0);
  #wake: (() => void) | undefined;

  private constructor(socket: Socket, word: string) {
    this.#socket = socket;
    this.#word = Buffer.from(word);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  /** Logs in; counts `word` from then on. */
  static async open(word: string, events: string): Promise<Counter> {
    const socket = connect({ host: '127.0.0.1', port: PORT });
    const login = new Counter(socket, 'Authentication accepted');
    login.send(`Action: Login\r\nUsername: bench\r\nSecret: bench\r\nEvents: ${events}\r\n\r\n`);
    await login.reach(1);
    socket.removeAllListeners('data');
    return new Counter(socket, word);
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  /** Resolves once the word has come so often. */
  async reach(count: number): Promise<void> {
    while (this.#count < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Counts from nothing again. */
  restart(): void {
    this.#count = 0;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    const data = Buffer.concat([this.#rest, chunk]);
    let from = 0;
    for (let at = data.indexOf(this.#word); at >= 0; at = data.indexOf(this.#word, from)) {
      this.#count++;
      from = at + this.#word.length;
    }
    this.#rest = Buffer.from(data.subarray(Math.max(from, data.length - this.#word.length + 1)));
    this.#wake?.();
  }
}

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

/** The CPU seconds of `work` done `total` times, after it has been done as often as the warm-up asks. */
async function cpuOf(running: Running, total: number, work: (times: number) => Promise<void>): Promise<number> {
  await work(total * WARM_UP);
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
    const cpu = await cpuOf(running, total, (times) => drive(times, one, client, [client]));
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
