// Draws the layer table of docs/architecture.md from layers.cjs. `--check` only says whether it is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const layers = createRequire(import.meta.url)('../layers.cjs');
const target = join(root, 'docs', 'architecture.md');

const rows = Object.entries(layers).map(([folder, { may, island, why }]) => {
  const list = may.includes('*') ? 'everything' : may.map((one) => `\`${one}\``).join(', ') || '–';
  return `| \`${folder === 'main' ? 'main.ts' : `${folder}/`}\` | ${list}${island ? '; never a sibling' : ''} | ${why} |`;
});
const table = ['| room | may import (besides base) | because |', '|---|---|---|', ...rows].join('\n');
const text = readFileSync(target, 'utf8');
const drawn = text.replace(
  /(<!-- layers:begin -->\n)[\s\S]*?(<!-- layers:end -->)/,
  (_, begin, end) => `${begin}\n${table}\n\n${end}`,
);
if (process.argv.includes('--check')) {
  if (drawn !== text) {
    process.stderr.write('docs/architecture.md is out of date: run `node scripts/docs.mjs`\n');
    process.exit(1);
  }
} else writeFileSync(target, drawn);
