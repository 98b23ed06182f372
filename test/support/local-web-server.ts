import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A web server on loopback. */
export interface LocalWebServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** Ends it before the test does; more than once is well. */
  close(): void;
}

/** Opens a web server that lives at most as long as the test. */
export async function openWebServer(answer: RequestListener): Promise<LocalWebServer> {
  const server = createServer(answer);
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** The URL of a web server that lives as long as the test. @see openWebServer */
export async function serve(answer: RequestListener): Promise<string> {
  return (await openWebServer(answer)).url;
}
