import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AmiReader, amiHeader, escapeC, unescapeC, writeAmiMessage } from '../../../../src/clients/ami/index.ts';

const read = (...chunks: Array<string | Buffer>): ReturnType<AmiReader['push']> => {
  const reader = new AmiReader();
  return chunks.flatMap((chunk) => reader.push(Buffer.from(chunk)));
};

describe('taking a stream apart', () => {
  test('headers in order, values without leading blanks, lines without a colon left out', () => {
    expect(read('Action: Ping\r\nNoColon\r\nFoo:   a: b  \r\nEmpty:\r\n\r\n')).toEqual([
      {
        headers: [
          ['Action', 'Ping'],
          ['Foo', 'a: b  '],
          ['Empty', ''],
        ],
      },
    ]);
  });

  test('line feeds alone do too, and a blank line is an empty message', () => {
    expect(read('A: 1\n\n\r\nB: 2\n\n')).toEqual([
      { headers: [['A', '1']] },
      { headers: [] },
      { headers: [['B', '2']] },
    ]);
  });

  test('names are found without regard to case, the first one counts', () => {
    expect(
      amiHeader(
        [
          ['ACTION', 'Ping'],
          ['Action', 'Bogus'],
        ],
        'action',
      ),
    ).toBe('Ping');
    expect(amiHeader([], 'x')).toBe('');
  });

  test('however the bytes arrive, the messages are the same', () => {
    const text = 'Action: Login\r\nUsername: Zoë\r\n\r\nAction: Ping\nX: y\n\n';
    const whole = read(text);
    fc.assert(
      fc.property(fc.array(fc.nat(Buffer.byteLength(text)), { maxLength: 10 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), Buffer.byteLength(text)];
        const bytes = Buffer.from(text);
        expect(read(...places.slice(1).map((to, at) => bytes.subarray(places[at], to)))).toEqual(whole);
      }),
    );
  });

  test('bytes that are no UTF-8 are read as Latin 1', () => {
    expect(read(Buffer.from('Name: Zo\xeb\n\n', 'latin1'))).toEqual([{ headers: [['Name', 'Zoë']] }]);
  });

  test('a line that is too long costs its message, and the next one is read', () => {
    const long = `Action: Ping\r\nX: ${'x'.repeat(5000)}\r\nY: z\r\n\r\nAction: Ping\r\n\r\n`;
    const expected = [
      {
        fault: 'line-too-long',
        rest: [
          ['Action', 'Ping'],
          ['Y', 'z'],
        ],
      },
      { headers: [['Action', 'Ping']] },
    ];
    expect(read(long)).toEqual(expected);
    expect(read(...(long.match(/.{1,100}/gs) ?? []))).toEqual(expected);
    expect(read(`X: ${'x'.repeat(1020)}\r\n\r\n`)).toMatchObject([{ headers: [['X', 'x'.repeat(1020)]] }]);
    expect(read(`X: ${'x'.repeat(1021)}\r\n\r\n`)).toEqual([{ fault: 'line-too-long', rest: [] }]);
  });

  test('so does more than 128 headers', () => {
    expect(read(`${'A: b\r\n'.repeat(128)}\r\n`)).toMatchObject([{ headers: { length: 128 } }]);
    expect(read(`${'A: b\r\n'.repeat(129)}\r\nA: b\r\n\r\n`)).toMatchObject([
      { fault: 'too-many-headers', rest: { length: 128 } },
      { headers: [['A', 'b']] },
    ]);
  });
});

describe('writing', () => {
  test('a message is lines and a blank one', () => {
    expect(
      writeAmiMessage([
        ['Response', 'Success'],
        ['Message', 'Zoë'],
      ]).toString('utf8'),
    ).toBe('Response: Success\r\nMessage: Zoë\r\n\r\n');
  });

  test.each([
    ['a\r\nEvent: Fake', 'a\\r\\nEvent: Fake'],
    ['a\nb', 'a\\nb'],
    ['a\0b', 'a\\x00b'],
    ['a\vb\fc\x1cd\x85e', 'a\\x0bb\\x0cc\\x1cd\\x85e'],
    ['a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['a\tb\\c', 'a\tb\\c'],
  ])('the value %j stays in its line', (value, written) => {
    expect(writeAmiMessage([['X', value]]).toString('utf8')).toBe(`X: ${written}\r\n\r\n`);
  });

  test('a name cannot make a header of its own either', () => {
    expect(writeAmiMessage([['A: b\r\nEvent', 'x']]).toString('utf8')).toBe('A b\\r\\nEvent: x\r\n\r\n');
  });

  test('a character whose low byte is a line feed is no line feed on the wire', () => {
    const bytes = writeAmiMessage([['X', '\u010a\u0d0a']]);
    expect([...bytes].filter((byte) => byte === 10).length).toBe(2);
  });

  test('whatever the texts are, each header is one line and the message ends once', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('\r', '\n', ':', ' ', '\0', 'E', '\u2028', '\u010a') }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(anything, anything), { minLength: 1, maxLength: 8 }), (headers) => {
        const text = writeAmiMessage(headers).toString('utf8');
        expect(text.split(/\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]/).length).toBe(headers.length + 2);
        expect(text.endsWith('\r\n\r\n')).toBe(true);
      }),
    );
  });
});

test("C's escapes, as Asterisk writes names, and back", () => {
  expect(escapeC('a\r\nEvent: Fake\t"q\'?\\;')).toBe('a\\r\\nEvent: Fake\\t\\"q\\\'\\?\\\\;');
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab\\n\'"?\n\r\t\v') }),
      (text) => unescapeC(escapeC(text)) === text,
    ),
  );
});
