import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Multistatus, readMultistatus } from '../../../../../src/integrations/calendar/caldav/multistatus.ts';
import { caldav, dav } from '../../../../../src/integrations/calendar/caldav/resource.ts';

const read = (text: string): Promise<Multistatus> => readMultistatus(Buffer.from(text));
const wrap = (inner: string): string =>
  `<D:multistatus xmlns:D="DAV:" xmlns:X="urn:ietf:params:xml:ns:caldav">${inner}</D:multistatus>`;

test('properties are told by their namespace, whatever the prefix, and count only if the server has them', async () => {
  const answer = await read(
    `<?xml version="1.0"?>\n${wrap(`
      <D:response>
        <D:href> /a%20b/ </D:href>
        <D:propstat><D:prop><D:resourcetype><D:collection/><X:calendar/></D:resourcetype>
          <X:calendar-data><![CDATA[BEGIN:VCALENDAR
A&B]]>&lt;&#x41;</X:calendar-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
        <D:propstat><D:status>HTTP/1.1 404 Not Found</D:status><D:prop><D:getetag/></D:prop></D:propstat>
      </D:response>
      <D:response><D:href>/gone</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
      <D:sync-token>x</D:sync-token>`)}`,
  );
  if (!answer.ok) throw new Error(answer.why);
  const [first, second] = answer.resources;
  expect(answer.resources).toHaveLength(2);
  expect(first?.href).toBe('/a%20b/');
  expect(first?.properties.get(dav('resourcetype'))?.elements.map(({ name }) => name)).toEqual([
    dav('collection'),
    caldav('calendar'),
  ]);
  expect(first?.properties.get(caldav('calendar-data'))?.text).toBe('BEGIN:VCALENDAR\nA&B<A');
  expect(first?.properties.has(dav('getetag'))).toBe(false);
  expect(second).toMatchObject({ href: '/gone', status: 404 });
});

describe('what is no answer', () => {
  test.each([
    ['', 'nothing'],
    [wrap('<D:response><D:href>/a').slice(0, -16), 'XML that breaks off'],
    ['<html><body>hello</body></html>', "XML of another kind: 'html'"],
    ['<multistatus/>', "XML of another kind: 'multistatus'"],
    [
      '<!DOCTYPE x [<!ENTITY a "b">]><multistatus xmlns="DAV:">&a;</multistatus>',
      'XML with a document type, which no calendar needs',
    ],
    [wrap('&bomb;'), 'XML that cannot be read: Invalid character entity'],
    [wrap('<D:response>'.repeat(100_000)), 'XML that is nested too deeply'],
    [wrap('<a></b>'), 'XML that cannot be read: Unexpected close tag'],
    ['BEGIN:VCALENDAR\r\nEND:VCALENDAR', 'XML that cannot be read: Non-whitespace before first tag.'],
    ['\xff\xfe\xff\xfe', 'XML that cannot be read: Non-whitespace before first tag.'],
  ])('case %#', async (text, why) => {
    expect(await read(text)).toEqual({ ok: false, why });
  });
});

test('text of any kind neither throws nor hangs', async () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '</',
    '<D:response>',
    '</D:response>',
    '<D:propstat>',
    '<D:prop>',
    '&',
    ';',
    '"',
    ']]>',
    '<![CDATA[',
    '<!--',
    '<?',
    'x',
    '\u0000',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      const answer = await read(wrap(pieces.join('')));
      expect(answer.ok || answer.why !== '').toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a long answer is read in pieces, between which others have their turn', async () => {
  const object = `<D:response><D:href>/e</D:href><D:propstat><D:prop><X:calendar-data>${'x'.repeat(100_000)}</X:calendar-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`;
  let turns = 0;
  let over = false;
  const count = (): void => {
    turns++;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  const answer = await read(wrap(object.repeat(30)));
  over = true;
  expect(
    answer.ok &&
      answer.resources.every(({ properties }) => properties.get(caldav('calendar-data'))?.text.length === 100_000),
  ).toBe(true);
  expect(turns).toBeGreaterThan(20);
});
