import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ServedAnswer, ServedRequest } from '../../src/net/http-server.ts';
import { webServerPort } from '../../src/pbx/ports/web-server.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

const MANAGER = `[general]
enabled=yes
webenabled=yes
bindaddr=127.0.0.1
httptimeout=20
[boss]
secret=s
read=all
write=all
[clerk]
secret=s
read=call
write=call
[fenced]
secret=s
deny=0.0.0.0/0
[single]
secret=s
allowmultiplelogin=no
`;

/** A browser: keeps the cookie it is given. */
class Browser {
  cookie = '';
  readonly #pbx: TestPbx;

  constructor(pbx: TestPbx) {
    this.#pbx = pbx;
  }

  /** Asks for `/path?query`; what is posted is a form. */
  async ask(target: string, more: Partial<ServedRequest> = {}): Promise<ServedAnswer> {
    const [path = '', query = ''] = target.split('?');
    const headers: Record<string, string> = { ...(this.cookie !== '' && { cookie: this.cookie }) };
    if (more.body !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
    const pending = this.#pbx.pbx.ports.use(webServerPort).answer({
      method: 'GET',
      path,
      query: new URLSearchParams(query),
      body: '',
      remote: { host: '127.0.0.1', port: 4000 },
      local: { host: '127.0.0.1', port: 8088 },
      secure: false,
      signal: new AbortController().signal,
      ...more,
      headers: { ...headers, ...more.headers },
    });
    await this.#pbx.clock.advance(1);
    const answer = await pending;
    const cookie = /^mansession_id="[0-9a-f]+"/.exec(answer.headers?.['Set-Cookie'] ?? '')?.[0];
    if (cookie !== undefined) this.cookie = cookie;
    return answer;
  }

  async text(target: string, more: Partial<ServedRequest> = {}): Promise<string> {
    return (await this.ask(target, more)).body.replaceAll('\r\n', '\n');
  }
}

async function open(manager = MANAGER): Promise<{ pbx: TestPbx; browser: Browser }> {
  const pbx = await openTestPbx({
    noload: ['res_console'],
    technologies: ['Phone'],
    config: { 'manager.conf': manager },
  });
  return { pbx, browser: new Browser(pbx) };
}

const LOGIN = '/rawman?action=login&username=boss&secret=s';

/** The Authorization header of a client that has heard of a nonce. */
function digest(answer: ServedAnswer, user: string, secret: string, uri: string, count = 1, method = 'GET'): string {
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const nonce = /nonce="([^"]*)"/.exec(answer.headers?.['WWW-authenticate'] ?? '')?.[1] ?? '';
  const nc = count.toString(16).padStart(8, '0');
  const own = md5(`${user}:asterisk:${secret}`);
  const response = md5(`${own}:${nonce}:${nc}:0a:auth:${md5(`${method}:${uri}`)}`);
  return `Digest username="${user}", realm="asterisk", nonce="${nonce}", uri="${uri}", qop=auth, nc=${nc}, cnonce="0a", response="${response}"`;
}

test('a session is known by its cookie, and its answers are those of a connection', async () => {
  const { pbx, browser } = await open();
  await using _ = pbx;
  expect(await browser.text('/rawman?action=ping')).toBe('Response: Error\nMessage: Permission denied\n\n');
  const answer = await browser.ask(LOGIN);
  expect(answer.body).toBe('Response: Success\r\nMessage: Authentication accepted\r\n\r\n');
  expect(answer.headers).toMatchObject({
    'Content-type': 'text/plain',
    'Cache-Control': 'no-cache, no-store',
    Pragma: 'SuppressEvents',
    'Set-Cookie': expect.stringMatching(/^mansession_id="[0-9a-f]{32}"; Version=1; Max-Age=20;/),
  });
  expect(pbx.log.has("HTTP Manager 'boss' logged on from 127.0.0.1")).toBe(true);
  expect(await browser.text('/rawman?action=dbput&family=a&key=b&val=x%0d%0aEvent:%20y')).toContain('Updated database');
  expect(await browser.text('/rawman?action=dbget&family=a&key=b&actionid=7')).toBe(
    'Response: Success\nActionID: 7\nEventList: start\nMessage: Result will follow\n\nEvent: DBGetResponse\nFamily: a\nKey: b\n' +
      'Val: x\\r\\nEvent: y\nActionID: 7\n\nEvent: DBGetComplete\nActionID: 7\nEventList: Complete\nListItems: 1\n\n',
  );
  expect(await browser.text('/rawman?action=logoff')).toBe('Response: Goodbye\nMessage: Thanks for all the fish.\n\n');
  expect(await browser.text('/rawman?action=ping')).toBe('Response: Error\nMessage: Permission denied\n\n');
});

test('mxml writes headers as attributes, the repeated ones numbered, and nothing that is asked breaks the document', async () => {
  const { pbx, browser } = await open();
  await using _ = pbx;
  await browser.text(LOGIN);
  await browser.text('/rawman?action=events&eventmask=user');
  await browser.text('/mxml?action=userevent&userevent=Foo&a=1&a=2&Foo-Bar=q&x=%3C%26%22%27&9=n');
  expect(await browser.text('/mxml?action=waitevent&timeout=1')).toBe(
    `<ajax-response>
<response type='object' id='unknown'><generic response='Success' message='Waiting for Event completed.' /></response>
<response type='object' id='unknown'><generic event='UserEvent' privilege='user,all' userevent='Foo' a='1' a-2='2' foo_bar='q' x='&lt;&amp;&quot;&apos;' _9='n' /></response>
<response type='object' id='unknown'><generic event='WaitEventComplete' /></response>
</ajax-response>
`,
  );
  expect(await browser.text('/mxml?action=events&eventmask=off&ajaxdest=a%27b&ajaxobjtype=page')).toContain(
    "<response type='object' id='a&apos;b'><page response='Success' events='Off' /></response>",
  );
  expect(await browser.text('/mxml?action=events&eventmask=off&ajaxobjtype=a%20b')).toContain('<generic response=');
});

test('manager is a page with a form and a row for each header; a POST asks by its form alone', async () => {
  const { pbx, browser } = await open();
  await using _ = pbx;
  await browser.text(LOGIN);
  const page = await browser.text('/manager?action=logoff', {
    method: 'POST',
    body: 'action=command&command=core+show+%3Cb%3E',
  });
  expect(page).toContain('<form method="post">');
  expect(page).toMatch(/<tr><td>Response<\/td><td>Error<\/td><\/tr>\n/);
  expect(page).toMatch(/<td>Output<\/td><td>No such command &apos;core show &lt;b&gt;/);
  expect(
    await browser.text('/manager', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'action=ping' }),
  ).toContain('Missing action in request');
});

test('events wait for WaitEvent, which ends with the first one, with another request, or with its time', async () => {
  const { pbx, browser } = await open();
  await using _ = pbx;
  await browser.text(LOGIN);
  await browser.text('/rawman?action=events&eventmask=user');
  const other = new Browser(pbx);
  await other.text(LOGIN);
  const server = pbx.pbx.ports.use(webServerPort);
  const ask = (from: Browser, query: string): Promise<ServedAnswer> =>
    server.answer({
      method: 'GET',
      path: '/rawman',
      query: new URLSearchParams(query),
      headers: { cookie: from.cookie },
      body: '',
      remote: { host: '127.0.0.1', port: 1 },
      local: { host: '127.0.0.1', port: 1 },
      secure: false,
      signal: new AbortController().signal,
    });
  const waiting = ask(browser, 'action=waitevent&timeout=15');
  await pbx.clock.advance(5000);
  await other.text('/rawman?action=userevent&userevent=Told');
  expect((await waiting).body).toContain('UserEvent: Told\r\n\r\nEvent: WaitEventComplete');
  const hurried = ask(browser, 'action=waitevent&timeout=15');
  const ping = ask(browser, 'action=ping');
  await pbx.clock.advance(1);
  expect((await hurried).body).toContain('WaitEventComplete');
  expect((await ping).body).toContain('Ping: Pong');
  const timed = ask(browser, 'action=waitevent&timeout=3');
  await pbx.clock.advance(3000);
  expect((await timed).body).toBe(
    'Response: Success\r\nMessage: Waiting for Event completed.\r\n\r\nEvent: WaitEventComplete\r\n\r\n',
  );
});

test('a session from which nothing has come for httptimeout is over', async () => {
  const { pbx, browser } = await open();
  await using _ = pbx;
  await browser.text(LOGIN);
  await pbx.clock.advance(15_000);
  expect(await browser.text('/rawman?action=ping')).toContain('Pong');
  await pbx.clock.advance(19_000);
  expect(await browser.text('/rawman?action=ping')).toContain('Pong');
  await pbx.clock.advance(20_000);
  expect(pbx.log.has("HTTP Manager 'boss' timed out from 127.0.0.1")).toBe(true);
  expect(await browser.text('/rawman?action=ping')).toContain('Permission denied');
});

test('rights, fences and single logins hold over HTTP', async () => {
  const { pbx, browser } = await open();
  await using _ = pbx;
  const say = async (user: string, secret: string): Promise<string> => {
    const pending = new Browser(pbx).ask(`/rawman?action=login&username=${user}&secret=${secret}`);
    await pbx.clock.advance(1000);
    return (await pending).body;
  };
  expect(await say('fenced', 's')).toContain('Authentication failed');
  expect(await say('boss', 'wrong')).toContain('Authentication failed');
  expect(await say('single', 's')).toContain('accepted');
  expect(await say('single', 's')).toContain('Login Already In Use');
  await browser.text('/rawman?action=login&username=clerk&secret=s');
  expect(await browser.text('/rawman?action=dbput&family=a&key=b&val=c')).toBe(
    'Response: Error\nMessage: Permission denied\n\n',
  );
});

test('MD5 logs in over HTTP too, with the challenge of the same cookie', async () => {
  const { pbx, browser } = await open();
  await using _ = pbx;
  const challenge = /Challenge: (\d+)/.exec(await browser.text('/rawman?action=challenge&authtype=md5'))?.[1] ?? '';
  const key = createHash('md5').update(`${challenge}s`).digest('hex');
  expect(await browser.text(`/rawman?action=login&authtype=md5&username=boss&key=${key}`)).toContain('accepted');
});

test('the twins with a digest let in who knows the secret, each digest once', async () => {
  const { pbx, browser } = await open();
  await using _ = pbx;
  const uri = '/arawman?action=ping';
  const first = await browser.ask(uri);
  expect(first.status).toBe(401);
  expect(first.headers?.['WWW-authenticate']).toMatch(
    /^Digest algorithm=MD5, realm="asterisk", nonce="([^"]+)", qop="auth", opaque="\1"$/,
  );
  const authorization = digest(first, 'boss', 's', uri);
  const answer = await browser.ask(uri, { headers: { authorization } });
  expect(answer.body).toMatch(/^Response: Success\r\nPing: Pong\r\nTimestamp: [\d.]+\r\n\r\n$/);
  expect(answer.headers?.['Set-Cookie']).toBeUndefined();
  expect(pbx.log.has("HTTP Manager 'boss' logged in from 127.0.0.1")).toBe(true);
  expect((await browser.ask(uri, { headers: { authorization } })).headers?.['WWW-authenticate']).toContain(
    'stale=true',
  );
  expect((await browser.ask(uri, { headers: { authorization: digest(first, 'boss', 's', uri, 2) } })).status).toBe(200);
  for (const wrong of [
    digest(first, 'boss', 'wrong', uri, 3),
    digest(first, 'nobody', 's', uri, 3),
    digest(first, 'clerk', 's', uri, 3),
    digest(first, 'boss', 's', '/other', 3),
    'Basic Ym9zczpz',
    'Digest',
    'Digest username="boss", realm="asterisk", nonce="1-2-3", uri="/arawman", response="x"',
  ])
    expect((await browser.ask(uri, { headers: { authorization: wrong } })).status).toBe(401);
  const xml = await browser.ask('/amxml?action=dbput');
  const posted = digest(xml, 'boss', 's', '/amxml', 1, 'POST');
  expect(
    await browser.text('/amxml', { method: 'POST', body: 'action=challenge', headers: { authorization: posted } }),
  ).toContain("message='Must specify AuthType'");
  const fenced = await browser.ask('/arawman');
  expect(
    (await browser.ask('/arawman', { headers: { authorization: digest(fenced, 'fenced', 's', '/arawman') } })).status,
  ).toBe(403);
  await pbx.clock.advance(21_000);
  expect((await browser.ask(uri, { headers: { authorization: digest(first, 'boss', 's', uri, 9) } })).status).toBe(401);
});

test('strangers are not remembered; who only asks for challenges is bounded by authlimit', async () => {
  const { pbx } = await open(MANAGER.replace('[boss]', 'authlimit=3\n[boss]'));
  await using _ = pbx;
  const before = pbx.clock.pending;
  for (let i = 0; i < 20; i++) await new Browser(pbx).text('/rawman?action=ping');
  expect(pbx.clock.pending).toBe(before);
  for (let i = 0; i < 20; i++) await new Browser(pbx).text('/rawman?action=challenge&authtype=md5');
  expect(pbx.clock.pending).toBeLessThanOrEqual(before + 6);
});

test('what is too much, of another method, or of another name is refused', async () => {
  const { pbx, browser } = await open();
  await using _ = pbx;
  const many = Array.from({ length: 200 }, (_, i) => `a${i}=1`).join('&');
  expect((await browser.ask(`/rawman?${many}`)).status).toBe(413);
  expect((await browser.ask(`/rawman?action=${'x'.repeat(9000)}`)).status).toBe(413);
  expect((await browser.ask('/rawman', { method: 'PUT' })).status).toBe(501);
  expect((await browser.ask('/nothing')).status).toBe(404);
  expect((await browser.ask('/rawman/below')).status).toBe(404);
  expect((await browser.ask('/rawman/')).status).toBe(200);
  expect((await browser.ask('/httpstatus?a=%3Cb%3E')).body).toContain('&lt;b&gt;');
});

test('without webenabled there are no such pages, and a reload brings and takes them', async () => {
  const { pbx, browser } = await open(MANAGER.replace('webenabled=yes', 'webenabled=no'));
  await using _ = pbx;
  expect((await browser.ask('/rawman')).status).toBe(404);
  pbx.write('manager.conf', MANAGER);
  await pbx.pbx.modules.reload('manager');
  expect(await browser.text(LOGIN)).toContain('accepted');
  pbx.write('manager.conf', MANAGER.replace('webenabled=yes', 'webenabled=no'));
  await pbx.pbx.modules.reload('manager');
  expect((await browser.ask('/rawman?action=ping')).status).toBe(404);
});
