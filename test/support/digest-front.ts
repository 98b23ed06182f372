import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseChallenges } from '../../src/net/http-auth.ts';

/** True where openssl is installed. */
export const haveOpenssl = spawnSync('openssl', ['version']).error === undefined;

/**
 * A server on loopback that speaks TLS with a certificate by an authority of its own, asks for a Digest of alice, password
 * wonder, and hands what is proved on to a server that knows Basic only. The test closes it.
 */
export class DigestFront {
  readonly port: number;
  /** What was refused and let through, in order: the scheme of its Authorization, `none` without one. */
  readonly log: string[] = [];
  readonly #folder: string;
  readonly #server: Server;

  private constructor(folder: string, server: Server) {
    this.#folder = folder;
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** @param backPort of the server behind it. @param hash of the digests. */
  static async open(backPort: number, algorithm: 'MD5' | 'SHA-256'): Promise<DigestFront> {
    const folder = mkdtempSync(join(tmpdir(), 'digest-front-'));
    const openssl = (words: string): void =>
      void execFileSync('openssl', words.split(' '), { cwd: folder, stdio: 'ignore' });
    openssl('req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 30 -subj /CN=Test');
    openssl('req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=localhost');
    writeFileSync(join(folder, 'names'), 'subjectAltName=IP:127.0.0.1\n');
    openssl(
      'x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -out server.crt -extfile names',
    );
    const read = (name: string): Buffer => readFileSync(join(folder, name));
    const nonce = randomBytes(8).toString('hex');
    const server = createServer({ key: read('server.key'), cert: read('server.crt') }, (incoming, outgoing) => {
      const given = incoming.headers.authorization ?? 'none';
      const [fields] = parseChallenges(given);
      front.log.push(given.split(' ', 1)[0] ?? '');
      if (!fields || !isRight(fields.params, algorithm, nonce, incoming.method ?? '', incoming.url ?? '')) {
        outgoing.writeHead(401, {
          'www-authenticate': `Digest realm="cal", nonce="${nonce}", qop="auth", algorithm=${algorithm}`,
        });
        outgoing.end();
        return;
      }
      const headers = { ...incoming.headers, authorization: `Basic ${btoa('alice:wonder')}` };
      const options = { port: backPort, host: '127.0.0.1', method: incoming.method, path: incoming.url, headers };
      const behind = requestHttp(options, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      behind.on('error', () => outgoing.writeHead(502).end());
      incoming.pipe(behind);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const front = new DigestFront(folder, server);
    return front;
  }

  /** The certificate of its authority, a file. */
  get authority(): string {
    return join(this.#folder, 'ca.crt');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** @see RFC 7616 §3.4.1 */
function isRight(
  params: ReadonlyMap<string, string>,
  algorithm: string,
  nonce: string,
  method: string,
  target: string,
): boolean {
  const of = (text: string): string =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  if (params.get('nonce') !== nonce || params.get('uri') !== target || params.get('username') !== 'alice') return false;
  const counted = `${params.get('nc')}:${params.get('cnonce')}:${params.get('qop')}`;
  return params.get('response') === of(`${of('alice:cal:wonder')}:${nonce}:${counted}:${of(`${method}:${target}`)}`);
}
