import { createHash } from 'node:crypto';
import type { HttpRequest } from '../../src/net/http.ts';
import type { FakeAnswer } from './fake-web-server.ts';

/** Where the fake server is. */
export const CALDAV = 'https://dav.example.org';

const NS = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/"';
const escapeXml = (text: string): string => text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
const etagOf = (text: string): string => `"${createHash('sha1').update(text).digest('hex').slice(0, 12)}"`;

/** A CalDAV server with a principal /alice/ and calendars in it, to be given to a fake web server as its `answer`. */
export class FakeCaldav {
  /** Paths of calendars, with a slash at the end. */
  readonly calendars = new Set(['/alice/office/']);
  /** Objects by path. */
  readonly objects = new Map<string, string>();
  /** What it has been asked, as `METHOD path`. */
  readonly asked: string[] = [];
  /** If set, what it says to everything, or to what a test picks. */
  trouble: FakeAnswer | ((request: HttpRequest) => FakeAnswer | undefined) | undefined;
  /** Says in PROPFIND which version a calendar has. */
  tellsVersion = true;

  /** Puts an object into /alice/office/. */
  add(name: string, ...lines: string[]): void {
    const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
    this.objects.set(`/alice/office/${name}.ics`, text);
  }

  readonly answer = (request: HttpRequest): FakeAnswer => {
    const { method = 'GET', url, headers = {}, body = '' } = request;
    const path = new URL(url).pathname;
    this.asked.push(`${method} ${path}`);
    const trouble = typeof this.trouble === 'function' ? this.trouble(request) : this.trouble;
    if (trouble !== undefined) return trouble;
    if (request.credentials?.user !== 'alice' || request.credentials.secret !== 'wonder') return { status: 401 };
    if (method === 'PROPFIND') return this.#propfind(path, headers['depth'] ?? 'infinity');
    if (method === 'REPORT') return this.#report(path, body);
    if (method === 'PUT') return this.#put(path, headers, body);
    return { status: 405 };
  };

  #propfind(path: string, depth: string): FakeAnswer {
    const known = [...this.calendars].filter(
      (calendar) => calendar === path || (depth === '1' && calendar.startsWith(path)),
    );
    const own = '/alice/' === path ? [path] : [];
    if (known.length + own.length === 0) return { status: 404 };
    const responses = [...own, ...known].map((one) => {
      const isHome = one === '/alice/';
      const version = etagOf(
        [...this.objects]
          .filter(([at]) => at.startsWith(one))
          .flat()
          .join('\n'),
      );
      const good = isHome
        ? '<resourcetype><principal/><collection/></resourcetype><C:calendar-home-set><href>/alice/</href></C:calendar-home-set>'
        : `<resourcetype><C:calendar/><collection/></resourcetype>${this.tellsVersion ? `<S:getctag>${version}</S:getctag>` : ''}<C:supported-calendar-component-set><C:comp name="${one.includes('tasks') ? 'VTODO' : 'VEVENT'}"/></C:supported-calendar-component-set>`;
      return `<response><href>${one}</href><propstat><prop>${good}</prop><status>HTTP/1.1 200 OK</status></propstat><propstat><prop><displayname/></prop><status>HTTP/1.1 404 Not Found</status></propstat></response>`;
    });
    return multistatus(responses);
  }

  #report(path: string, body: string): FakeAnswer {
    if (!this.calendars.has(path)) return { status: 403 };
    const uid = /<C:text-match[^>]*>([^<]*)</.exec(body)?.[1];
    const end = /time-range start="(\d{8}T\d{6}Z)" end="(\d{8}T\d{6}Z)"/.exec(body)?.[2] ?? '99991231T000000Z';
    const found = [...this.objects].filter(([at, text]) => {
      if (!at.startsWith(path)) return false;
      if (uid !== undefined) return text.includes(uid);
      // Coarse: what begins before the end; a real server also looks at rules and ends.
      return (/DTSTART[^:]*:(\d{8}(?:T\d{6}Z?)?)/.exec(text)?.[1] ?? '') < end;
    });
    return multistatus(
      found.map(
        ([at, text]) =>
          `<response><href>${at}</href><propstat><prop><getetag>${escapeXml(etagOf(text))}</getetag><C:calendar-data>${escapeXml(text)}</C:calendar-data></prop><status>HTTP/1.1 200 OK</status></propstat></response>`,
      ),
    );
  }

  #put(path: string, headers: Readonly<Record<string, string>>, body: string): FakeAnswer {
    const there = this.objects.get(path);
    if (headers['if-none-match'] === '*' && there !== undefined) return { status: 412 };
    if (headers['if-match'] !== undefined && (there === undefined || headers['if-match'] !== etagOf(there)))
      return { status: 412 };
    const uid = /^UID:(.*)$/m.exec(body)?.[1] ?? '';
    for (const [at, text] of this.objects) if (at !== path && text.includes(`UID:${uid}\r\n`)) return { status: 409 };
    this.objects.set(path, body);
    return { status: there === undefined ? 201 : 204 };
  }
}

function multistatus(responses: readonly string[]): FakeAnswer {
  return { status: 207, body: `<?xml version="1.0"?>\n<multistatus ${NS}>${responses.join('\n')}</multistatus>` };
}
