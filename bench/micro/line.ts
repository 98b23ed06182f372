import type { Address } from '../../src/net/address.ts';
import { MemoryNetwork } from '../../src/net/memory-network.ts';
import type { NetResult, TcpAcceptor, TcpConnection, TcpListener } from '../../src/net/network.ts';

/** A network whose one TCP connection is a line: what comes over it is only searched for a word. */
export class Line extends MemoryNetwork {
  /** What is counted. */
  word = 'Authentication accepted';
  /** How often it has come. */
  told = 0;
  #accept: TcpAcceptor | undefined;

  override listenTcp(local: Address, accept: TcpAcceptor): Promise<NetResult<TcpListener>> {
    this.#accept = accept;
    return Promise.resolve({ ok: true, value: { local, close() {} } });
  }

  /** Connects to whoever listens. @returns what sends text over the line. */
  connect(): (text: string) => void {
    const connection: TcpConnection = {
      local: { host: '127.0.0.1', port: 5038 },
      remote: { host: '127.0.0.1', port: 40_000 },
      backlogBytes: 0,
      write: (data) => this.#count(data),
      startTls() {},
      close() {},
    };
    const handler = this.#accept?.(connection);
    return (text) => handler?.onData(Buffer.from(text));
  }

  #count(data: string | Buffer): void {
    for (let at = data.indexOf(this.word); at >= 0; at = data.indexOf(this.word, at + this.word.length)) this.told++;
  }
}
