import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './source-files.ts';

const page = readFileSync(join(root, 'docs/bad-input.md'), 'utf8');
const TROUBLES = ['away', 'wrong password', 'garbage', 'very large', 'very slow'];

test('each outside world has a row for every trouble', () => {
  const worlds = page.split(/^## /m).slice(1);
  expect(worlds.map((world) => world.split('\n', 1)[0])).toEqual([
    'Calendar',
    'XMPP',
    'Manager interface',
    'Scripts (AGI)',
    'Spool',
    'Mail (SMTP)',
  ]);
  for (const world of worlds)
    expect([...world.matchAll(/^\| ([a-z ]+) \| .+ \| \[/gm)].map(([, trouble]) => trouble).slice(0, 5)).toEqual(
      TROUBLES,
    );
});

test('every test that is named exists', () => {
  const named = [...page.matchAll(/\]\(\.\.\/(\S+)\): `([^`]+)`/g)].map(([, path = '', title = '']) => ({
    path,
    title,
  }));
  expect(named.length).toBeGreaterThan(30);
  const missing = named.filter(({ path, title }) => {
    const source = readFileSync(join(root, path), 'utf8');
    return !source.includes(`'${title}'`) && !source.includes(`"${title}"`);
  });
  expect(missing).toEqual([]);
});
