import type { Network, TcpConnection } from '../../src/net/network.ts';

/** A FastAGI server of a test, for one call at a time: it sends what it is told to, and keeps what comes. */
export class FastAgiServer {
  environment: string[] = [];
  /** Lines after the environment. */
  readonly lines: string[] = [];
  closed = false;
  #connection: TcpConnection | undefined;
  #text = '';
  #greeted = false;

  static async listen(network: Network, port = 4573): Promise<FastAgiServer> {
    const server = new FastAgiServer();
    const bound = await network.listenTcp({ host: '127.0.0.1', port }, (connection) => server.#accept(connection));
    if (!bound.ok) throw new Error(bound.fault.message);
    return server;
  }

  send(text: string): void {
    this.#connection?.write(text);
  }

  hangUp(): void {
    this.#connection?.close();
  }

  #accept(connection: TcpConnection) {
    this.#connection = connection;
    this.#greeted = false;
    this.#text = '';
    this.closed = false;
    return {
      onData: (chunk: Buffer): void => {
        this.#text += chunk.toString('utf8');
        const lines = this.#text.split('\n');
        this.#text = lines.pop() ?? '';
        for (const line of lines) {
          if (this.#greeted) this.lines.push(line);
          else if (line === '') this.#greeted = true;
          else this.environment.push(line);
        }
      },
      onClose: (): void => {
        this.closed = true;
      },
    };
  }
}
