import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'src');
const STATIC_IMPORT = /^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)';|^import '([^']+)';/gm;

/** What costs megabytes just by being imported (node:http: 11 MB), and which many installations never use. */
const HEAVY = new Set([
  'node:http',
  'node:https',
  'node:http2',
  'node:tls',
  'nodemailer',
  '@xmpp/client',
  'sax',
  'temporal-polyfill',
]);

function staticImports(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(STATIC_IMPORT)].flatMap(([, from, bare]) => from ?? bare ?? []);
}

/** Every package and module of Node that a file brings with it, with the chain of our files that leads there. */
function broughtBy(entry: string): Map<string, string> {
  const found = new Map<string, string>();
  const seen = new Set<string>();
  const visit = (path: string, chain: string): void => {
    if (seen.has(path) || !existsSync(path)) return;
    seen.add(path);
    const here = `${chain} > ${relative(src, path)}`;
    for (const name of staticImports(path)) {
      if (name.startsWith('.')) visit(join(dirname(path), name), here);
      else if (!found.has(name)) found.set(name, `${name}: ${here}`);
    }
  };
  visit(entry, 'start');
  return found;
}

test('a start imports nothing heavy: what a feature needs of it comes by import() when the feature is used', () => {
  const brought = broughtBy(join(src, 'main.ts'));
  expect(brought.has('node:net')).toBe(true);
  expect([...brought].filter(([name]) => HEAVY.has(name)).map(([, chain]) => chain)).toEqual([]);
});
