import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FakeWebServer } from '../../../support/fake-web-server.ts';
import { saidValues } from '../../../support/said-values.ts';

test('CURL gets and posts, and cuts blanks off the end', async () => {
  const http = new FakeWebServer(({ url, body = 'none' }) => `${url} ${body} \n\n`);
  const { values } = await saidValues(
    ['NoOp(${CURL(http://example.com/a?b=c)})', 'NoOp(${CURL(http://example.com/,x=1,2&y=3)})'],
    { http },
  );
  expect(values).toEqual(['http://example.com/a?b=c none', 'http://example.com/ x=1,2&y=3']);
  expect(http.requests.map(({ method, headers }) => [method, headers])).toEqual([
    [undefined, {}],
    ['POST', { 'content-type': 'application/x-www-form-urlencoded' }],
  ]);
  expect(http.requests[0]).toMatchObject({ timeoutMs: 180_000, tlsVerify: true, followRedirects: false });
});

test('CURLOPT sets how CURL asks, and reads back what it has set', async () => {
  const http = new FakeWebServer('ok');
  const { values, log } = await saidValues(
    [
      'Set(CURLOPT(conntimeout)=2.5)',
      'Set(CURLOPT(httptimeout)=9)',
      'Set(CURLOPT(useragent)=me)',
      'Set(CURLOPT(cookie)=a=b)',
      'Set(CURLOPT(referer)=http://r/)',
      'Set(CURLOPT(httpheader)=X-One: 1)',
      'Set(CURLOPT(httpheader)=X-Two: 2)',
      'Set(CURLOPT(userpwd)=ann:s:3)',
      'Set(CURLOPT(maxredirs)=4)',
      'Set(CURLOPT(followlocation)=yes)',
      'Set(CURLOPT(ssl_verifypeer)=no)',
      'Set(CURLOPT(proxytype)=socks5h)',
      'Set(CURLOPT(foo)=1)',
      'NoOp(${CURLOPT(conntimeout)}|${CURLOPT(useragent)}|${CURLOPT(httpheader)}|${CURLOPT(maxredirs)}|${CURLOPT(proxytype)}|${CURLOPT(hashcompat)}|${CURLOPT(bar)})',
      'NoOp(${CURL(https://example.com/)})',
    ],
    { http },
  );
  expect(values).toEqual(['2.500|me|X-Two: 2|4|socks5||', 'ok']);
  expect(http.requests[0]).toMatchObject({
    connectTimeoutMs: 2500,
    timeoutMs: 9000,
    headers: { cookie: 'a=b', referer: 'http://r/', 'user-agent': 'me', 'x-one': '1', 'x-two': '2' },
    credentials: { user: 'ann', secret: 's:3' },
    maxRedirects: 4,
    followRedirects: true,
    tlsVerify: false,
  });
  expect(log.of('error')).toEqual(['Unrecognized option: foo', "Unrecognized option: 'bar'"]);
});

test('the header, failure codes and hashes', async () => {
  const http = new FakeWebServer(({ url }) =>
    url.endsWith('/404') ? { status: 404, body: 'no' } : { status: 200, headers: { etag: '1' }, body: 'a=x%2Cy&b=1+2' },
  );
  const { values, log } = await saidValues(
    [
      'NoOp(${CURL(http://h/404)})',
      'Set(CURLOPT(failurecodes)=404,500)',
      'NoOp(${CURL(http://h/404)})',
      'Set(CURLOPT(hashcompat)=legacy)',
      'Set(HASH(row)=${CURL(http://h/)})',
      'NoOp(${HASH(row,a)}|${HASH(row,b)})',
      'Set(CURLOPT(hashcompat)=no)',
      'Set(CURLOPT(header)=1)',
      'NoOp(${CURL(http://h/)})',
    ],
    { http },
  );
  expect(values).toEqual(['no', '', 'x,y|1 2', 'HTTP/1.1 200 OK\r\netag: 1\r\n\r\na=x%2Cy&b=1+2']);
  expect(log.has("the answer has the status 404 ('http://h/404')")).toBe(true);
});

test('written to, CURL fills a file; what fails is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-curl-'));
  const http = new FakeWebServer(({ url }) =>
    url.includes('down') ? { fault: { kind: 'unreachable', message: 'it cannot be reached: refused' } } : 'content\n',
  );
  const { values, log } = await saidValues(
    [
      `Set(CURL(http://h/)=${folder}/got)`,
      'Set(CURL(http://h/)=/nodir/x)',
      'NoOp(${CURL(http://down/)}${CURL()})',
      'Set(CURLOPT(proxy)=p)',
      'NoOp(${CURL(http://h/)})',
    ],
    { http },
  );
  expect(readFileSync(join(folder, 'got'), 'utf8')).toBe('content\n');
  rmSync(folder, { recursive: true });
  expect(values).toEqual(['', '']);
  expect(log.of('warning').map((line) => line.replace(/ \[[^[]*$/, ''))).toEqual([
    "Cannot write '/nodir/x': No such file or directory",
    "it cannot be reached: refused ('http://down/')",
    'CURL requires an argument (URL)',
    "CURL() knows no proxies: ('http://h/')",
  ]);
});
