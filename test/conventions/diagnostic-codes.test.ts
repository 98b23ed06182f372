import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { DiagnosticKind } from '../../src/base/diagnostic-kind.ts';
import { root, sourcesBelow } from './source-files.ts';

const files = sourcesBelow('src').filter(({ path }) => path.endsWith('/codes.ts'));
const kinds = (
  await Promise.all(
    files.map(async ({ path }) => {
      const { codes } = (await import(pathToFileURL(join(root, path)).href)) as {
        codes: Record<string, DiagnosticKind>;
      };
      return Object.values(codes ?? {}); // a room may have codes of its own errors only
    }),
  )
).flat();

test('every diagnostic has a code of its own in the agreed form', () => {
  expect(kinds.length).toBeGreaterThan(20);
  expect(kinds.filter(({ code }) => !/^[A-Z]{2}\d{4}$/.test(code)).map(({ code }) => code)).toEqual([]);
  const seen = new Map<string, number>();
  for (const { code } of kinds) seen.set(code, (seen.get(code) ?? 0) + 1);
  expect([...seen].filter(([, count]) => count > 1).map(([code]) => code)).toEqual([]);
});

test('every diagnostic explains itself', () => {
  expect(
    kinds.filter(({ title, explanation }) => title.length < 8 || explanation.length < 40).map(({ code }) => code),
  ).toEqual([]);
});
