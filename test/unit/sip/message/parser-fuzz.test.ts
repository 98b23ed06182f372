import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDigestFields } from '../../../../src/sip/auth/digest-fields.ts';
import { checkRequest } from '../../../../src/sip/message/check-request.ts';
import { parseNameAddr } from '../../../../src/sip/message/name-addr.ts';
import { parseMessage } from '../../../../src/sip/message/parse-message.ts';
import { parseUri } from '../../../../src/sip/message/uri.ts';
import { parseVia } from '../../../../src/sip/message/via.ts';
import { writeResponse } from '../../../../src/sip/message/write-message.ts';
import { StreamFramer } from '../../../../src/sip/transport/stream-framer.ts';

const source = { host: '192.0.2.1', port: 5060 };

/** Pieces that parsers stumble over, in any order. */
const piece = fc.constantFrom(
  'INVITE ',
  'sip:a@b',
  ' SIP/2.0',
  '\r\n',
  '\n',
  '\r',
  '\r\n\r\n',
  'Via: SIP/2.0/UDP h;branch=z9hG4bKx',
  'From: <sip:a@b>;tag=1',
  'To: "',
  'Contact: *',
  'Contact: <sip:',
  'CSeq: 1 INVITE',
  'Content-Length: ',
  '99999999999',
  '"',
  '\\',
  '<',
  '>',
  ';',
  ',',
  '=',
  '@',
  '[',
  ']',
  '::1',
  '%',
  '%zz',
  '%41',
  ' ',
  '\t',
  ':',
  '?',
  '\0',
  '\xff',
  'SIP/2.0 200 OK',
  'v:',
  'l: 5',
  'Route: <sip:r;lr>',
);
const soup = fc
  .array(fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ maxLength: 8 })), { maxLength: 40 })
  .map((all) => all.join(''));

/** Reads everything that can be read of a message. */
function exercise(bytes: Buffer): void {
  const parsed = parseMessage(bytes, source);
  if (!parsed.ok) return;
  const { message } = parsed;
  message.allHeaders();
  for (const name of ['Via', 'Contact', 'Route', 'Allow'] as const) message.values(name);
  void [
    message.via,
    message.from?.uri?.user,
    message.to?.tag,
    message.cseq,
    message.callId,
    message.contacts,
    message.body,
    message.contentType,
  ];
  if (message.kind === 'request') {
    void message.uri?.toString();
    checkRequest(message);
    expect(writeResponse(message, 400).endsWith('\r\n\r\n')).toBe(true);
  }
}

test('no bytes make the parser throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => exercise(Buffer.from(bytes))),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(soup, (text) => exercise(Buffer.from(text, 'latin1'))),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(soup, (text) =>
      exercise(Buffer.from(`INVITE sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP h\r\n${text}`, 'latin1')),
    ),
    { numRuns: 2000 },
  );
});

test('no text makes a reader of values throw', () => {
  fc.assert(
    fc.property(soup, (text) => {
      parseUri(text)?.toString();
      parseUri(`sip:${text}`)?.param('x');
      void parseNameAddr(text)?.tag;
      parseVia(`SIP/2.0/UDP ${text}`);
      parseDigestFields(`Digest ${text}`);
    }),
    { numRuns: 3000 },
  );
});

test('a URI that was read is written as it was, and read again the same', () => {
  fc.assert(
    fc.property(
      fc.tuple(
        fc.stringMatching(/^[a-z0-9.+*-]{1,10}$/),
        fc.stringMatching(/^[a-z0-9]{1,8}(\.[a-z]{2,4})?$/),
        fc.integer({ min: 1, max: 65_535 }),
      ),
      ([user, host, port]) => {
        const text = `sip:${user}@${host}:${port};transport=tcp`;
        expect(parseUri(text)?.toString()).toBe(text);
      },
    ),
  );
});

test('a stream gives the same messages however it is cut', () => {
  const one = 'OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 3\r\n\r\nabc';
  const two = 'INFO sip:a@b SIP/2.0\r\nl:0\r\n\r\n';
  const stream = `\r\n${one}\r\n${two}${one}`;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 12 }), (cuts) => {
      const seen: string[] = [];
      const framer = new StreamFramer({
        onMessage: (text) => seen.push(text),
        onPing() {},
        onBroken: (why) => seen.push(why),
      });
      const at = [0, ...cuts.sort((a, b) => a - b), stream.length];
      for (let i = 1; i < at.length; i++) framer.push(Buffer.from(stream.slice(at[i - 1], at[i]), 'latin1'));
      expect(seen).toEqual([one, two, one]);
    }),
  );
});
