import type { ServedAnswer, ServedRequest } from '../../../src/net/http-server.ts';
import { webServerPort } from '../../../src/pbx/ports/web-server.ts';
import { openTestPbx } from '../../support/test-pbx.ts';
import { type FuzzTarget, must } from '../target.ts';

const CONFIG = {
  'http.conf': '[general]\nprefix=\nredirect=/ /httpstatus\n',
  'manager.conf':
    '[general]\nenabled=yes\nwebenabled=yes\nbindaddr=127.0.0.1\nhttptimeout=5\n[fuzz]\nsecret=fuzz\nread=all\nwrite=call,reporting,user,dialplan\n',
};

/** The pages, asked by frames `METHOD target`, headers, and a body: always an answer, and a document that nothing asked can break. */
export const httpPages: FuzzTarget = {
  name: 'http-pages',
  good: [
    'GET /rawman?action=login&username=fuzz&secret=fuzz\r\n\r\n',
    'GET /mxml?action=ping&actionid=%3Ca%26&ajaxdest=x%27&ajaxobjtype=y\r\ncookie: mansession_id="0123456789abcdef0123456789abcdef"\r\n\r\n',
    'POST /manager\r\ncontent-type: application/x-www-form-urlencoded\r\n\r\naction=userevent&userevent=a&b=%e4%f6&c=1&c=2',
    'GET /arawman?action=ping\r\nauthorization: Digest username="fuzz", realm="asterisk", nonce="1-2-3", uri="/arawman?action=ping", qop=auth, nc=00000001, cnonce="x", response="0123456789abcdef0123456789abcdef"\r\n\r\n',
    'HEAD /httpstatus?x=%3Cscript%3E&y\r\n\r\n',
    'GET /amxml\r\nauthorization: Basic Zg==\r\n\r\n',
    'GET /\r\n\r\n',
  ],
  async open() {
    const pbx = await openTestPbx({ noload: ['res_console'], technologies: ['Phone'], verbosity: 0, config: CONFIG });
    const server = pbx.pbx.ports.use(webServerPort);
    const pending = new Set<Promise<void>>();
    let cookie = '';
    let failure: unknown;
    const check = (answer: ServedAnswer): void => {
      must(answer.status >= 200 && answer.status < 504, `status ${answer.status}`);
      for (const [name, value] of Object.entries(answer.headers ?? {}))
        must(!/[\r\n\0]/.test(name + value), `a header that breaks its line: ${name}`);
      cookie = /^mansession_id="[0-9a-f]+"/.exec(answer.headers?.['Set-Cookie'] ?? '')?.[0] ?? cookie;
      if (answer.headers?.['Content-type'] === 'text/xml')
        must(WELL_FORMED.test(answer.body), `no XML: ${answer.body}`);
    };
    return {
      feed(frame, random) {
        const request = requestOf(frame.toString('utf8'), random.below(3) > 0 ? cookie : '');
        const done = server
          .answer(request)
          .then(check)
          .catch((error: unknown) => {
            failure ??= error;
          });
        pending.add(done);
        void done.then(() => pending.delete(done));
      },
      async settle() {
        for (let i = 0; i < 200 && pending.size > 0; i++) await pbx.clock.advance(1000);
        if (failure !== undefined) throw failure;
        must(pending.size === 0, 'requests without an answer');
        pbx.log.records.length = 0;
      },
      close: () => pbx.close(),
    };
  },
};

/** The whole of an answer of mxml. */
const WELL_FORMED =
  /^<ajax-response>\n(?:<response type='object' id='[^<>']*'><[A-Za-z_][\w.-]*(?: [a-z_][a-z0-9_]*(?:-\d+)?='[^<>']*')* \/><\/response>\n)*<\/ajax-response>\n$/;

function requestOf(text: string, cookie: string): ServedRequest {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const [method = '', target = '/'] = first.split(' ');
  const [path = '', query = ''] = target.split('?', 2);
  const headers: Record<string, string> = cookie === '' ? {} : { cookie };
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return {
    method,
    path,
    query: new URLSearchParams(query),
    headers,
    body: rest.join('\r\n\r\n'),
    remote: { host: '127.0.0.1', port: 1 },
    local: { host: '127.0.0.1', port: 8088 },
    secure: false,
    signal: new AbortController().signal,
  };
}
