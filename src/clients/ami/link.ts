import { createHash } from 'node:crypto';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Network, TcpConnection } from '../../net/network.ts';
import { writeFields } from './action.ts';
import { type AmiMessage, readMessage } from './event.ts';
import type { AmiFields } from './fields.ts';
import { type AmiHeaders, AmiReader, writeAmiMessage } from './message.ts';

/** What came of an action: the answer with the events that belong to it, or why there is none to be glad of. */
export type AmiResult =
  | { readonly ok: true; readonly reply: AmiMessage; readonly events: readonly AmiMessage[] }
  | {
      readonly ok: false;
      /** `refused`: the server said no; `down`: no connection, or it broke before the answer; `timeout`: no answer in time. */
      readonly fault: 'refused' | 'down' | 'timeout';
      readonly message: string;
      /** The server's answer, where it gave one. */
      readonly reply?: AmiMessage;
    };

/** Where to go and who one is. */
export interface AmiAccount {
  readonly host: string;
  /** 5038 unless given. */
  readonly port?: number;
  readonly username: string;
  readonly secret: string;
  /** Which events are wanted: `on`, `off` or classes separated by commas; all that the user may have unless given. */
  readonly events?: string;
  /** How long an answer may take, also that of a Ping sent into silence; 10 s unless given. */
  readonly replyTimeoutMs?: number;
  /** A Ping is sent after so long without a word from the server; 15 s unless given. */
  readonly pingAfterMs?: number;
}

/** What a link tells its owner. */
export interface AmiLinkListener {
  /** Logged in: actions can be sent. */
  onUp(): void;
  /** The link is gone for good, and why. Told once, unless the owner closed it. */
  onDown(reason: string, refused: boolean): void;
  onEvent(event: AmiMessage): void;
}

interface Waiting {
  readonly resolve: (result: AmiResult) => void;
  reply: AmiMessage | undefined;
  readonly events: AmiMessage[];
  timer: Timer | undefined;
}

/** The longest first line of a server that is still taken for one. */
const LONGEST_BANNER = 256;
/** The most bytes in a line, and headers in a message, that a server may send. */
const LIMITS = { longestLine: 1 << 18, mostHeaders: 100_000 };
const REPLY_TIMEOUT_MS = 10_000;
const PING_AFTER_MS = 15_000;

/** One connection to a manager interface: logs in by MD5, joins answers with actions, watches that the server is alive. */
export class AmiLink {
  readonly #clock: Clock;
  readonly #account: AmiAccount;
  readonly #listener: AmiLinkListener;
  readonly #connection: TcpConnection;
  readonly #reader = new AmiReader(LIMITS);
  readonly #waiting = new Map<string, Waiting>();
  #serial = 0;
  #banner: Buffer | undefined = Buffer.alloc(0);
  #server = '';
  #up = false;
  #closed = false;
  #silence: Timer | undefined;

  constructor(
    house: { network: Pick<Network, 'connectTcp'>; clock: Clock },
    account: AmiAccount,
    listener: AmiLinkListener,
  ) {
    this.#clock = house.clock;
    this.#account = account;
    this.#listener = listener;
    this.#watch();
    this.#connection = house.network.connectTcp(
      { host: account.host, port: account.port ?? 5038 },
      {
        onData: (chunk) => this.#data(chunk),
        onClose: (fault) => this.#end(fault?.message ?? 'the server has closed the connection'),
      },
    );
  }

  /** The server's first line, for example `Asterisk Call Manager/5.0.4`; empty before it has come. */
  get server(): string {
    return this.#server;
  }

  get up(): boolean {
    return this.#up && !this.#closed;
  }

  /** Sends an action and resolves with its answer, for a list with all its events. Never rejects. */
  send(name: string, fields: AmiFields, timeoutMs = this.#replyTimeoutMs): Promise<AmiResult> {
    if (this.#closed) return Promise.resolve({ ok: false, fault: 'down', message: 'not connected' });
    const actionId = String(fields['ActionID'] ?? ++this.#serial);
    return new Promise((resolve) => {
      const timer = this.#clock.after(timeoutMs, () => {
        this.#waiting.delete(actionId);
        resolve({ ok: false, fault: 'timeout', message: `no answer to ${name} within ${timeoutMs} ms` });
      });
      this.#waiting.set(actionId, { resolve, reply: undefined, events: [], timer });
      this.#connection.write(writeAmiMessage(writeFields(name, actionId, fields)));
    });
  }

  /** Hangs up; what waits for an answer gets `down`. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#connection.close();
    this.#finish();
  }

  get #replyTimeoutMs(): number {
    return this.#account.replyTimeoutMs ?? REPLY_TIMEOUT_MS;
  }

  #data(chunk: Buffer): void {
    let data = chunk;
    this.#watch();
    if (this.#banner !== undefined) {
      const all = Buffer.concat([this.#banner, chunk]);
      const end = all.indexOf(10);
      if (end < 0 && all.length <= LONGEST_BANNER) {
        this.#banner = all;
        return;
      }
      this.#server = all.subarray(0, Math.max(0, end)).toString('latin1').trim();
      if (!this.#server.includes('Call Manager')) {
        this.#end('that is no manager interface', true);
        return;
      }
      this.#banner = undefined;
      data = all.subarray(end + 1);
      void this.#login();
    }
    for (const read of this.#reader.push(data)) {
      if (this.#closed) return;
      if ('headers' in read) this.#message(read.headers);
    }
  }

  async #login(): Promise<void> {
    const { username, secret, events } = this.#account;
    const challenged = await this.send('Challenge', { AuthType: 'MD5' });
    const challenge = challenged.ok ? challenged.reply.get('Challenge') : undefined;
    const proof =
      challenge === undefined
        ? { Secret: secret }
        : {
            AuthType: 'MD5',
            Key: createHash('md5')
              .update(challenge + secret)
              .digest('hex'),
          };
    const login = await this.send('Login', { Username: username, ...proof, Events: events ?? 'on' });
    if (this.#closed) return;
    if (!login.ok) {
      this.#end(login.message, login.fault === 'refused');
      return;
    }
    this.#up = true;
    this.#listener.onUp();
  }

  #message(headers: AmiHeaders): void {
    const message = readMessage(headers);
    const actionId = message.get('ActionID');
    const waiting = actionId === '' ? undefined : this.#waiting.get(actionId);
    if (message.get('Response') !== '' && message.get('Event') === '') {
      if (waiting && !waiting.reply) this.#replied(actionId, waiting, message);
      return;
    }
    if (!waiting?.reply) {
      if (message.get('Event') !== '') this.#listener.onEvent(message);
      return;
    }
    waiting.events.push(message);
    if (message.get('EventList').toLowerCase() === 'complete' || waiting.reply.get('EventList') === '')
      this.#settle(actionId, waiting, waiting.reply);
  }

  #replied(actionId: string, waiting: Waiting, reply: AmiMessage): void {
    if (reply.get('Response') === 'Error') {
      this.#waiting.delete(actionId);
      waiting.timer?.cancel();
      waiting.resolve({ ok: false, fault: 'refused', message: reply.get('Message'), reply });
      return;
    }
    waiting.reply = reply;
    // Before Asterisk 13, the answer to DBGet was no marked list.
    const listed = reply.get('EventList') === 'start' || reply.get('Message') === 'Result will follow';
    if (!listed) this.#settle(actionId, waiting, reply);
  }

  #settle(actionId: string, waiting: Waiting, reply: AmiMessage): void {
    this.#waiting.delete(actionId);
    waiting.timer?.cancel();
    waiting.resolve({ ok: true, reply, events: waiting.events });
  }

  /** Asks after a while whether the server is still there, and gives it up where no word comes. */
  #watch(): void {
    this.#silence?.cancel();
    if (this.#closed) return;
    const { pingAfterMs = PING_AFTER_MS } = this.#account;
    this.#silence = this.#clock.after(pingAfterMs, () => {
      if (!this.#up) {
        this.#end('the server does not answer');
        return;
      }
      void this.send('Ping', {}).then((pong) => {
        if (!pong.ok && pong.fault === 'timeout') this.#end('the server does not answer');
      });
    });
  }

  #end(reason: string, refused = false): void {
    if (this.#closed) return;
    this.#connection.close();
    this.#finish();
    this.#listener.onDown(reason, refused);
  }

  #finish(): void {
    this.#closed = true;
    this.#silence?.cancel();
    for (const { resolve, timer } of this.#waiting.values()) {
      timer?.cancel();
      resolve({ ok: false, fault: 'down', message: 'the connection broke before the answer came' });
    }
    this.#waiting.clear();
  }
}
