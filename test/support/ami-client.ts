import { type AmiHeaders, AmiReader, amiHeader } from '../../src/clients/ami/index.ts';
import type { Network, TcpConnection } from '../../src/net/network.ts';

/** A manager client of a test: collects all that it is sent. */
export class AmiClient {
  readonly messages: AmiHeaders[] = [];
  banner = '';
  text = '';
  closed = false;
  readonly #connection: TcpConnection;

  constructor(network: Network, port = 5038) {
    const reader = new AmiReader({ longestLine: 1 << 20, mostHeaders: 1000 });
    this.#connection = network.connectTcp(
      { host: '127.0.0.1', port },
      {
        onData: (chunk) => {
          let data = chunk;
          this.text += chunk.toString('utf8');
          if (this.banner === '') {
            const end = chunk.indexOf(10) + 1;
            this.banner = chunk.subarray(0, end).toString('utf8');
            data = chunk.subarray(end);
          }
          for (const read of reader.push(data)) if ('headers' in read) this.messages.push(read.headers);
        },
        onClose: () => {
          this.closed = true;
        },
      },
    );
  }

  /** Sends an action; several lines by line feeds. */
  send(action: string): void {
    this.#connection.write(`${action.replaceAll('\n', '\r\n')}\r\n\r\n`);
  }

  hangUp(): void {
    this.#connection.close();
  }

  /** What has come since the last call, as texts of one message each. */
  take(): string[] {
    return this.messages.splice(0).map((headers) => headers.map(([name, value]) => `${name}: ${value}`).join('\n'));
  }

  /** The messages that are this event. */
  events(name: string): AmiHeaders[] {
    return this.messages.filter((headers) => amiHeader(headers, 'Event') === name);
  }
}
