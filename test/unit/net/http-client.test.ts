import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { systemClock, VirtualClock } from '../../../src/base/clock.ts';
import type { HttpRequest, HttpResult } from '../../../src/net/http.ts';
import { createHttpClient } from '../../../src/net/http-client.ts';
import { openWebServer, serve } from '../../support/local-web-server.ts';

const get = (url: string, more: Partial<HttpRequest> = {}): Promise<HttpResult> =>
  createHttpClient(systemClock).fetch({ url, maxBytes: 1000, timeoutMs: 5000, ...more });

const textOf = (result: HttpResult): string =>
  result.ok ? Buffer.from(result.response.body).toString() : `fault ${result.fault.kind}`;

test('an answer comes with status, headers and body', async () => {
  const url = await serve((_, response) => response.writeHead(200, { etag: '"1"' }).end('hello'));
  const result = await get(`${url}/a?b`);
  expect(result).toMatchObject({ ok: true, response: { status: 200, url: `${url}/a?b` } });
  expect(textOf(result)).toBe('hello');
  expect(result.ok && result.response.headers.get('etag')).toBe('"1"');
});

test('redirects are followed five times and no further', async () => {
  const url = await serve((request, response) => {
    const n = Number(request.url?.slice(1));
    if (n === 0) response.end('arrived');
    else response.writeHead(302, { location: `/${n - 1}` }).end();
  });
  expect(textOf(await get(`${url}/5`))).toBe('arrived');
  expect(await get(`${url}/6`)).toMatchObject({
    fault: { kind: 'redirects', message: 'it was sent on more than 5 times' },
  });
});

test('a redirect that is not to be followed is an answer like others', async () => {
  const url = await serve((_, response) => response.writeHead(302, { location: '/on' }).end('moved'));
  const result = await get(url, { followRedirects: false });
  expect(result).toMatchObject({ ok: true, response: { status: 302 } });
  expect(textOf(result)).toBe('moved');
});

test('a body that is too long is refused while it comes in', async () => {
  let sent = 0;
  const url = await serve((request, response) => {
    if (request.url === '/told') response.writeHead(200, { 'content-length': '60000000' });
    const more = (): void => {
      while (!response.destroyed && sent < 60_000_000) {
        sent += 10_000;
        if (!response.write(Buffer.alloc(10_000))) return;
      }
    };
    response.on('drain', more);
    more();
  });
  expect(await get(`${url}/told`, { maxBytes: 50_000_000 })).toMatchObject({
    fault: { kind: 'too-large', message: 'the answer is longer than 50 MB' },
  });
  expect(await get(`${url}/untold`)).toMatchObject({ fault: { kind: 'too-large' } });
  expect(sent).toBeLessThan(50_000_000);
});

test('a packed body counts by its real length', async () => {
  const url = await serve((request, response) =>
    response
      .writeHead(200, { 'content-encoding': 'gzip' })
      .end(gzipSync(request.url === '/bomb' ? Buffer.alloc(1e6) : 'small')),
  );
  expect(textOf(await get(`${url}/small`))).toBe('small');
  expect(await get(`${url}/bomb`)).toMatchObject({ fault: { kind: 'too-large' } });
});

test('a server that says nothing is given up at the time limit', async () => {
  const clock = new VirtualClock(0);
  let asked = (): void => {};
  const arrived = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const url = await serve(() => asked());
  const result = createHttpClient(clock).fetch({ url, maxBytes: 10, timeoutMs: 30_000 });
  await arrived;
  await clock.advance(30_000);
  expect(await result).toMatchObject({ fault: { kind: 'timeout', message: 'no complete answer within 30 s' } });
});

test('an answer that breaks off is no answer', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half');
    response.socket?.end();
  });
  expect(await get(url)).toMatchObject({ fault: { kind: 'broken' } });
});

test('nobody there, no URL, given up', async () => {
  const { url, close } = await openWebServer((_, response) => void response.end());
  close();
  expect(await get(url)).toMatchObject({ fault: { kind: 'unreachable' } });
  expect(await get('::::')).toMatchObject({ fault: { kind: 'bad-url' } });
  expect(await get('ftp://127.0.0.1/')).toMatchObject({ fault: { kind: 'bad-url' } });
  expect(await get(url, { signal: AbortSignal.abort() })).toMatchObject({ fault: { kind: 'aborted' } });
});

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

test.each([
  ['basic', 'Basic realm="x"'],
  ['digest', 'Digest realm="x", qop="auth", nonce="n,1", opaque="o"'],
  ['digest of old', 'Digest realm="x", nonce="n,1"'],
  ['both', 'Basic realm="x", Digest realm="x", qop="auth,auth-int", nonce="n,1", algorithm=MD5'],
])('%s authentication, after the server has asked', async (_, challenge) => {
  const seen: Array<string | undefined> = [];
  const url = await serve((request, response) => {
    const given = request.headers.authorization;
    seen.push(given?.split(' ')[0]);
    const field = (name: string): string => new RegExp(`\\b${name}="?([^",]*(?:,1)?)"?`).exec(given ?? '')?.[1] ?? '';
    const [ha1, ha2] = [md5('jürgen:x:s"cret'), md5('GET:/cal?x=1')];
    const wanted = given?.includes('qop')
      ? md5(`${ha1}:n,1:00000001:${field('cnonce')}:auth:${ha2}`)
      : md5(`${ha1}:n,1:${ha2}`);
    const right = given === `Basic ${Buffer.from('jürgen:s"cret').toString('base64')}` || field('response') === wanted;
    if (right) response.end('in');
    else response.writeHead(401, { 'www-authenticate': challenge }).end();
  });
  const credentials = { user: 'jürgen', secret: 's"cret' };
  expect(textOf(await get(`${url}/cal?x=1`, { credentials }))).toBe('in');
  expect(seen).toEqual([undefined, challenge.includes('Digest') ? 'Digest' : 'Basic']);
  expect(await get(`${url}/cal?x=1`, { credentials: { user: 'jürgen', secret: 'wrong' } })).toMatchObject({
    response: { status: 401 },
  });
  expect(seen).toHaveLength(4);
});

test('a password is not shown to another host', async () => {
  const seen: Array<string | undefined> = [];
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
  });
  const url = await serve((_, response) => void response.writeHead(302, { location: `${other}/` }).end());
  const result = await get(url, { credentials: { user: 'a', secret: 'b' } });
  expect(result).toMatchObject({ response: { status: 401 } });
  expect(seen).toEqual([undefined]);
});
