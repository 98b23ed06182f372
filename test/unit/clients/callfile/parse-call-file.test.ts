import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderDiagnostic } from '../../../../src/base/diagnostic-render.ts';
import { parseCallFile } from '../../../../src/clients/callfile/index.ts';

const MINIMAL = 'Channel: SIP/100\nApplication: Playback\n';

describe('what a call file says', () => {
  test('a minimal file gets the defaults', () => {
    const { callFile, diagnostics, history } = parseCallFile(MINIMAL, 'x.call');
    expect(callFile).toEqual({
      technology: 'SIP',
      resource: '100',
      target: { kind: 'application', application: 'Playback', data: '' },
      callerId: '',
      waitTimeSeconds: 45,
      retryTimeSeconds: 300,
      maxRetries: 0,
      account: '',
      variables: [],
      codecs: '',
      alwaysDelete: true,
      archive: false,
      earlyMedia: false,
    });
    expect(diagnostics).toEqual([]);
    expect(history).toEqual({ ended: 0, openBy: undefined, started: false, status: undefined });
  });

  test('every keyword, in any case', () => {
    const text = `CHANNEL: SIP/trunk/18882223333
callerid: "Some Name" <1234>
WaitTime: 30
RetryTime: 60
MaxRetries: 2
Account: marketing
Context: callme
Extension: 800
Priority: 2
Set: A=1
SetVar: CDR(userfield)=x=y
Codecs: ulaw,alaw
AlwaysDelete: No
Archive: YES
Early_Media: on
`;
    expect(parseCallFile(text, 'x').callFile).toEqual({
      technology: 'SIP',
      resource: 'trunk/18882223333',
      target: { kind: 'extension', context: 'callme', extension: '800', priority: 2 },
      callerId: '"Some Name" <1234>',
      waitTimeSeconds: 30,
      retryTimeSeconds: 60,
      maxRetries: 2,
      account: 'marketing',
      variables: [
        { name: 'A', value: '1' },
        { name: 'CDR(userfield)', value: 'x=y' },
      ],
      codecs: 'ulaw,alaw',
      alwaysDelete: false,
      archive: true,
      earlyMedia: true,
    });
  });

  test('an application wins over an extension', () => {
    const { callFile } = parseCallFile(`${MINIMAL}Data: hello-world\nExtension: 1\nContext: c\n`, 'x');
    expect(callFile?.target).toEqual({ kind: 'application', application: 'Playback', data: 'hello-world' });
  });

  test.each([
    ['Data: a;b', 'a'],
    ['Data: a\\;b ; comment', 'a;b'],
    ['Data: a#b', 'a#b'],
    ['Data: a #b', 'a'],
    ['Data: a\t#b', 'a'],
    ['Data:x  \t', 'x'],
    ['Data: \t  x', 'x'],
    ['# Data: a', ''],
    ['; Data: a', ''],
    ['Data: a: b', 'a: b'],
    ['Data: x\r', 'x'],
  ])('%j gives the data %j', (line, data) => {
    const parsed = parseCallFile(`${MINIMAL}${line}\n`, 'x');
    expect(parsed.callFile?.target).toMatchObject({ data });
    expect(parsed.diagnostics).toEqual([]);
  });

  test('a byte order mark and a missing last newline do no harm', () => {
    expect(parseCallFile(`\u{feff}${MINIMAL}Data: x`, 'x').callFile?.target).toMatchObject({ data: 'x' });
  });

  test('numbers are read as far as they go', () => {
    expect(parseCallFile(`${MINIMAL}MaxRetries: 3x\n`, 'x').callFile?.maxRetries).toBe(3);
    expect(parseCallFile(`${MINIMAL}MaxRetries: -1\n`, 'x').callFile?.maxRetries).toBe(-1);
  });
});

describe('bookkeeping lines', () => {
  test('are counted as attempts that ended, and the one still open is found', () => {
    const text = `${MINIMAL}
StartRetry: 17 1 (1795227798)

EndRetry: 17 1 (1795227796)

AbortRetry: 17 1 (1795227796)

DelayedRetry: 17 0 (1795227796)

StartRetry: 4711 3 (1795227800)
`;
    expect(parseCallFile(text, 'x').history).toEqual({ ended: 2, openBy: 4711, started: true, status: undefined });
  });

  test('an archived file that is put back starts anew', () => {
    const text = `${MINIMAL}\nStartRetry: 17 1 (1795227798)\nStatus: Completed\n`;
    expect(parseCallFile(text, 'x').history).toEqual({
      ended: 0,
      openBy: undefined,
      started: false,
      status: 'Completed',
    });
    expect(parseCallFile(`${text}\nStartRetry: 18 1 (1795227798)\n`, 'x').history).toMatchObject({ openBy: 18 });
  });
});

describe('what is wrong with it', () => {
  const rendered = (text: string): string =>
    parseCallFile(text, 'x.call')
      .diagnostics.map((d) => renderDiagnostic(d))
      .join('');

  test('a wrong line costs only itself, and each is pointed at', () => {
    const text = `${MINIMAL}no colon here
Wurst: 3
Chanel: SIP/1
 Context: c
MaxRetries: many
WaitTime: 0
Set: FOO
`;
    expect(parseCallFile(text, 'x').callFile).toMatchObject({ maxRetries: 0, waitTimeSeconds: 45, variables: [] });
    expect(rendered(text)).toBe(`warning[CL0101]: 'no colon here' has no colon
 --> x.call:3:1
  |
3 | no colon here
  | ^^^^^^^^^^^^^
warning[CL0102]: unknown keyword 'Wurst'
 --> x.call:4:1
  |
4 | Wurst: 3
  | ^^^^^
warning[CL0102]: unknown keyword 'Chanel'
 --> x.call:5:1
  |
5 | Chanel: SIP/1
  | ^^^^^^
  = help: did you mean 'Channel'?
warning[CL0102]: unknown keyword ' Context'
 --> x.call:6:1
  |
6 |  Context: c
  | ^^^^^^^^
  = help: no blank may stand before or after the keyword: 'Context:'
warning[CL0104]: MaxRetries wants a whole number, not 'many'
 --> x.call:7:13
  |
7 | MaxRetries: many
  |             ^^^^
warning[CL0104]: WaitTime wants a whole number from 1, not '0'
 --> x.call:8:11
  |
8 | WaitTime: 0
  |           ^
warning[CL0105]: 'FOO' has no value
 --> x.call:9:6
  |
9 | Set: FOO
  |      ^^^
  = help: write Set: FOO=value
`);
  });

  test('a file that names nobody, or nothing to do, is refused', () => {
    expect(parseCallFile('Channel: SIP\n', 'x').callFile).toBeUndefined();
    expect(rendered('Channel: SIP\n')).toContain("warning[CL0106]: 'SIP' names no technology\n --> x.call:1:10");
    expect(rendered('Application: NoOp\n')).toContain('error[CL0110]: the file names nobody to call');
    expect(rendered('Channel: SIP/1\nContext: c\n')).toContain('error[CL0111]');
    expect(rendered('')).toContain('error[CL0110]');
  });

  test('a line of 1023 bytes is left out, one byte less is read', () => {
    const read = parseCallFile(`${MINIMAL}Data: ${'x'.repeat(1016)}\n`, 'x');
    expect(read.callFile?.target).toMatchObject({ data: 'x'.repeat(1016) });
    const skipped = parseCallFile(`${MINIMAL}Data: ${'ü'.repeat(509)}\n`, 'x');
    expect(skipped.callFile?.target).toMatchObject({ data: '' });
    expect(skipped.diagnostics[0]).toMatchObject({ code: 'CL0103', span: { line: 3, column: 1 } });
  });

  test('what is no text, or far too much, is not read', () => {
    expect(rendered(`${MINIMAL}\0`)).toContain('error[CL0113]');
    expect(rendered('x'.repeat(2_000_000))).toContain('error[CL0112]');
  });

  test('nothing throws', () => {
    const word = fc.constantFrom(
      'Channel',
      ':',
      'SIP/1',
      '\n',
      ' ',
      '#',
      ';',
      '\\;',
      'Set',
      '=',
      'Priority',
      '9'.repeat(40),
      '\r',
      '\t',
      'é',
      '-',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 40 }), (words) => {
        const parsed = parseCallFile(words.join(''), 'x');
        for (const { span } of parsed.diagnostics) expect(span.line).toBeGreaterThan(0);
      }),
    );
  });
});
