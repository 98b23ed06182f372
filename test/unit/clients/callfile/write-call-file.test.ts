import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type NewCallFile,
  parseCallFile,
  placeCallFile,
  writeCallFile,
} from '../../../../src/clients/callfile/index.ts';

const MINIMAL: NewCallFile = {
  technology: 'SIP',
  resource: '100',
  target: { kind: 'application', application: 'Playback', data: 'hello-world' },
};

describe('writing a call file', () => {
  test('leaves out what is at its default', () => {
    expect(writeCallFile(MINIMAL)).toBe('Channel: SIP/100\nApplication: Playback\nData: hello-world\n');
  });

  test('writes everything else, semicolons escaped', () => {
    const text = writeCallFile({
      technology: 'PJSIP',
      resource: '100@trunk',
      target: { kind: 'extension', context: 'c', extension: 's', priority: 3 },
      callerId: '"A;B" <1>',
      waitTimeSeconds: 10,
      retryTimeSeconds: 20,
      maxRetries: 4,
      account: 'acc',
      variables: [{ name: 'X', value: 'a=b' }],
      codecs: 'ulaw',
      alwaysDelete: false,
      archive: true,
      earlyMedia: true,
    });
    expect(text).toBe(
      'Channel: PJSIP/100@trunk\nCallerID: "A\\;B" <1>\nWaitTime: 10\nRetryTime: 20\nMaxRetries: 4\nAccount: acc\nCodecs: ulaw\n' +
        'Context: c\nExtension: s\nPriority: 3\nSet: X=a=b\nAlwaysDelete: no\nArchive: yes\nEarly_media: yes\n',
    );
  });

  test.each([['a\nChannel: SIP/evil'], ['a\rb'], ['a\0b'], [' a'], ['a '], ['a #b'], ['a\\;b'], ['x'.repeat(1020)]])(
    'refuses %j, which would be read as something else',
    (data) => {
      const target = { kind: 'application', application: 'NoOp', data } as const;
      expect(() => writeCallFile({ ...MINIMAL, target })).toThrow(/cannot stand in a call file/);
    },
  );

  test('what is written is read back the same, or refused', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (data, value) => {
        const target = { kind: 'application', application: 'NoOp', data } as const;
        const callFile: NewCallFile = { ...MINIMAL, target, variables: [{ name: 'V', value }] };
        let text: string;
        try {
          text = writeCallFile(callFile);
        } catch {
          return;
        }
        const parsed = parseCallFile(text, 'x');
        expect(parsed.diagnostics).toEqual([]);
        expect(parsed.callFile).toMatchObject({ target, variables: [{ name: 'V', value }] });
      }),
    );
  });
});

describe('placing a call file', () => {
  test('puts it whole and dated into outgoing and leaves no draft', async () => {
    const spool = await mkdtemp(join(tmpdir(), 'asterism-test-'));
    onTestFinished(() => rm(spool, { recursive: true }));
    await mkdir(join(spool, 'outgoing'));
    const at = new Date('2030-01-01T00:00:00Z');
    const path = await placeCallFile(MINIMAL, { spool, name: 'one.call', at });
    expect(await readFile(path, 'utf8')).toBe(writeCallFile(MINIMAL));
    expect((await stat(path)).mtime).toEqual(at);
    expect(await readdir(join(spool, 'tmp'))).toEqual([]);
    await expect(placeCallFile(MINIMAL, { spool, name: '../x' })).rejects.toThrow('cannot be the name');
  });
});
