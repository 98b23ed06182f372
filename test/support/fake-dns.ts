import { createSocket, type Socket } from 'node:dgram';

/** What a fake server knows: records of a name, in small letters, by type. */
export interface DnsZone {
  readonly naptr?: ReadonlyArray<
    readonly [order: number, preference: number, flags: string, service: string, regexp: string, replacement: string]
  >;
  readonly srv?: ReadonlyArray<readonly [priority: number, weight: number, port: number, host: string]>;
  readonly txt?: ReadonlyArray<readonly string[]>;
}

const TYPES = { txt: 16, srv: 33, naptr: 35 };
const NXDOMAIN = 3;

/** A DNS server on a port of this machine's own, speaking the real protocol over UDP. The test closes it. @see RFC 1035 §4 */
export class FakeDns {
  readonly questions: string[] = [];
  readonly #zones: Readonly<Record<string, DnsZone>>;
  readonly #socket: Socket;
  /** Answers with this code instead, for example 2 (SERVFAIL). */
  failWith: number | undefined;

  private constructor(zones: Readonly<Record<string, DnsZone>>, socket: Socket) {
    this.#zones = zones;
    this.#socket = socket;
    socket.on('message', (query, from) => socket.send(this.#answer(query), from.port, from.address));
  }

  static async open(zones: Readonly<Record<string, DnsZone>>): Promise<FakeDns> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return new FakeDns(zones, socket);
  }

  /** `address:port`. */
  get server(): string {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  close(): void {
    this.#socket.close();
  }

  #answer(query: Buffer): Buffer {
    const labels: string[] = [];
    let at = 12;
    while ((query[at] ?? 0) > 0) {
      const length = query[at] ?? 0;
      labels.push(query.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const question = query.subarray(12, at + 5);
    const type = query.readUInt16BE(at + 1);
    const name = labels.join('.').toLowerCase();
    this.questions.push(name);
    const zone = this.#zones[name];
    const records = zone && this.failWith === undefined ? recordsOf(zone, type) : [];
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | (this.failWith ?? (zone ? 0 : NXDOMAIN)), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    const answers = records.map((data) => {
      const head = Buffer.alloc(12);
      head.writeUInt16BE(0xc00c, 0);
      head.writeUInt16BE(type, 2);
      head.writeUInt16BE(1, 4);
      head.writeUInt32BE(60, 6);
      head.writeUInt16BE(data.length, 10);
      return Buffer.concat([head, data]);
    });
    return Buffer.concat([header, question, ...answers]);
  }
}

function recordsOf(zone: DnsZone, type: number): Buffer[] {
  switch (type) {
    case TYPES.txt:
      return (zone.txt ?? []).map((pieces) => Buffer.concat(pieces.map(text)));
    case TYPES.srv:
      return (zone.srv ?? []).map(([priority, weight, port, host]) =>
        Buffer.concat([numbers(priority, weight, port), domain(host)]),
      );
    case TYPES.naptr:
      return (zone.naptr ?? []).map(([order, preference, flags, service, regexp, replacement]) =>
        Buffer.concat([numbers(order, preference), text(flags), text(service), text(regexp), domain(replacement)]),
      );
    default:
      return [];
  }
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.of(value.length), Buffer.from(value, 'latin1')]);
}

function domain(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  return Buffer.concat([...labels.map(text), Buffer.of(0)]);
}
