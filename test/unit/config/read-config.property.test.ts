import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coreSchemas } from '../../../src/config/files/all.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import { applySchema } from '../../../src/config/schema/apply-schema.ts';
import { memorySource } from '../../../src/config/source.ts';

/** Lines that look like configuration, and bytes that do not. */
const line = fc.oneof(
  fc.constantFrom(
    '[a]',
    '[b](a)',
    '[a](+)',
    '[c](!',
    'x = 1',
    'y => 2',
    'y += 3',
    '#include "a.conf"',
    '#tryinclude b.conf',
  ),
  fc.constantFrom(
    ';-- x',
    '--;',
    'z = a\\;b;c',
    '  [general]  ',
    'rtpstart=;--1--;70000',
    'console => [json]verbose(3)',
    '\\[q = 1',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const content = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

describe('whatever a file holds', () => {
  it('is read without a throw, and every place is inside its line', () => {
    fc.assert(
      fc.property(content, fc.uint8Array({ maxLength: 60 }), (text, junk) => {
        const bytes = Buffer.concat([Buffer.from(text), junk]);
        for (const schema of coreSchemas) {
          const file = readConfig(memorySource({ 'a.conf': bytes, 'b.conf': text }), 'a.conf', { recover: true });
          const lines = new Map(file.files.map((one) => [one.file, one.lines]));
          const { diagnostics } = applySchema(file, schema);
          for (const { span } of [...file.diagnostics, ...diagnostics]) {
            expect(span.column).toBeGreaterThan(0);
            expect(span.endColumn).toBeGreaterThan(span.column);
            expect(span.line).toBeLessThanOrEqual(Math.max(1, lines.get(span.file)?.length ?? 0));
          }
          for (const { name, value } of file.sections.flatMap((section) => section.items)) {
            for (const part of [name, value]) {
              const { column, endColumn } = part.span;
              const written = part.sourceLine.slice(column - 1, endColumn - 1);
              if (part.text !== '' && !/[;\\]|--/.test(part.sourceLine)) expect(part.text).toContain(written);
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
