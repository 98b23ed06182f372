import { createServer, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a {@link TroubledFront} does instead of passing on what it is asked. */
export type Trouble =
  /** Answers with bytes that are nothing. */
  | 'garbage'
  /** Answers without an end. */
  | 'flood'
  /** Ends the answer in its middle. */
  | 'break'
  /** Answers nothing. */
  | 'silence'
  /** Closes the connection at once. */
  | 'gone';

/** A server on loopback that passes everything on to another one, until it is told to make trouble. The test closes it. */
export class TroubledFront {
  /** Undefined: everything is passed on. */
  trouble: Trouble | undefined;
  readonly port: number;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** @param backPort of the server behind it. */
  static async open(backPort: number): Promise<TroubledFront> {
    const server = createServer((incoming, outgoing) => {
      if (front.trouble !== undefined) {
        makeTrouble(front.trouble, outgoing);
        return;
      }
      const { method, url: path, headers } = incoming;
      const behind = request({ port: backPort, host: '127.0.0.1', method, path, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      behind.on('error', () => outgoing.writeHead(502).end());
      incoming.pipe(behind);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const front = new TroubledFront(server);
    return front;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function makeTrouble(trouble: Trouble, outgoing: ServerResponse): void {
  if (trouble === 'silence') return;
  if (trouble === 'gone') outgoing.socket?.destroy();
  else if (trouble === 'garbage') outgoing.writeHead(207).end(Buffer.from([0xff, 0xfe, 0, 1, 2, 3]));
  else if (trouble === 'break') {
    outgoing.writeHead(207, { 'content-length': '1000' });
    outgoing.write('<multistatus', () => outgoing.socket?.destroy());
  } else {
    outgoing.writeHead(207);
    const piece = Buffer.alloc(1 << 20, '<a/>');
    const pour = (): void => {
      while (!outgoing.destroyed && outgoing.write(piece));
    };
    outgoing.on('drain', pour);
    pour();
  }
}
