import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskSource } from '../../../../src/config/disk-source.ts';
import { checkFolder } from '../../../../src/tools/check/check-folder.ts';
import { toJson, toText } from '../../../../src/tools/check/report.ts';
import { smallRegistry } from './small-registry.ts';

const folder = (name: string): string => join(import.meta.dirname, 'golden', name);
const check = (name: string) => checkFolder(diskSource(folder(name)), smallRegistry());

describe('twelve planted faults', () => {
  const { diagnostics, files } = check('twelve-faults');

  it('are found, each at its place and with a way out', () => {
    const found = diagnostics.map(
      ({ code, span }) => `${code} ${span.file}:${span.line}:${span.column}-${span.endColumn}`,
    );
    expect(found.sort()).toEqual([
      'CF0201 extensions.conf:3:1-13', // an unknown option
      'CF0202 rtp.conf:3:10-15', // a number with a letter in it
      'CF0204 calendar.conf:2:8-12', // an unknown type
      'DP0113 extensions.conf:16:13-16', // a bad pattern
      'DP0201 extensions.conf:10:12-16', // a typo in an application
      'DP0202 extensions.conf:12:23-30', // an unknown function
      'DP0301 extensions.conf:13:37-42', // a missing context
      'DP0303 extensions.conf:14:24-29', // a missing label
      'DP0305 extensions.conf:18:18-27', // a missing macro
      'DP0401 extensions.conf:15:17-19', // an unclosed brace
      'DP0402 extensions.conf:11:19-21', // an unclosed bracket
      'DP0404 extensions.conf:17:29-30', // an unfinished expression
    ]);
    for (const diagnostic of diagnostics) expect([diagnostic.message, diagnostic.help]).not.toContain(undefined);
  });

  it('are printed with their lines', async () => {
    await expect(toText(diagnostics, files, false)).toMatchFileSnapshot(
      join(folder('twelve-faults'), 'expected.golden'),
    );
  });

  it('are told to programs', () => {
    expect(toJson(diagnostics).find(({ code }) => code === 'DP0201')).toEqual({
      code: 'DP0201',
      severity: 'error',
      message: "unknown application 'Dail'",
      file: 'extensions.conf',
      line: 10,
      column: 12,
      endColumn: 16,
      notes: [],
      help: "a similar name exists: 'Dial'",
    });
  });
});

describe('habits of old releases', () => {
  it('are printed with what to write instead', async () => {
    const { diagnostics, files } = check('old-habits');
    await expect(toText(diagnostics, files, false)).toMatchFileSnapshot(join(folder('old-habits'), 'expected.golden'));
  });
});
