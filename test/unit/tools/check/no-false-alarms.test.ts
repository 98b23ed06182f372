import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatSpan } from '../../../../src/base/diagnostic-render.ts';
import { composeRegistry } from '../../../../src/cli/composed-registry.ts';
import { diskSource } from '../../../../src/config/disk-source.ts';
import { checkFolder } from '../../../../src/tools/check/check-folder.ts';

const registry = composeRegistry();

function errorsIn(folder: string): string[] {
  return checkFolder(diskSource(folder), registry)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, message, span }) => `${formatSpan(span)} ${code} ${message}`);
}

describe('no error is found', () => {
  const examples = join(import.meta.dirname, '../../../../examples');
  it.each(readdirSync(examples))('in the example %s', (name) => {
    expect(errorsIn(join(examples, name))).toEqual([]);
  });

  const root = process.env['ASTERISK_ROOT'];
  const stock = join(root ?? '', 'etc/asterisk');
  it.skipIf(root === undefined || !existsSync(stock))('in the sample files of the Asterisk in ASTERISK_ROOT', () => {
    expect(errorsIn(stock)).toEqual([]);
  });
});
