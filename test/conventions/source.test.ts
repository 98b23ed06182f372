import { expect, test } from 'vitest';
import { sourcesBelow } from './source-files.ts';

const sources = sourcesBelow('src').filter(({ path }) => path !== 'src/manifest.ts');

/** `path:line` of every line that matches, less those that may. */
function places(pattern: RegExp, except: (path: string) => boolean = () => false): string[] {
  return sources.flatMap(({ path, lines }) =>
    except(path)
      ? []
      : lines.flatMap((line, index) =>
          pattern.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line) ? [`${path}:${index + 1}`] : [],
        ),
  );
}

test('every export has a docstring', () => {
  const bare = sources.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => {
      if (!/^export (?:async )?(?:abstract )?(?:const|function|class|interface|type)\b/.test(line)) return [];
      if (/^export type \{/.test(line)) return [];
      const name = /(?:const|function|class|interface|type)\s+(\w+)/.exec(line)?.[1];
      let above = index - 1;
      while (above >= 0 && lines[above]?.startsWith('export function') && lines[above]?.includes(` ${name}`)) above--; // overloads share one
      if (/^export (?:type )?\{|^export \*/.test(line)) return []; // passes on what has its docstring elsewhere
      while (above >= 0 && /^export const \w+ = .*;$/.test(lines[above] ?? '') && /^export const/.test(line)) above--; // a family of constants
      return lines[above]?.trimEnd().endsWith('*/') ? [] : [`${path}:${index + 1}`];
    }),
  );
  expect(bare).toEqual([]);
});

/** Files that may be longer, and why. */
const LONGER: Readonly<Record<string, string>> = {
  'src/say/prompt-texts.ts': 'a table, one prompt a line',
  'src/integrations/calendar/ical/windows-zones.ts': 'a table, one zone a line',
  'src/extend/inventory.ts': 'a table, names only',
};

test('no file is longer than 400 lines without a reason', () => {
  const long = sources
    .filter(({ path, lines }) => lines.length > 401 && !(path in LONGER))
    .map(({ path, lines }) => `${path}: ${lines.length}`);
  expect(long).toEqual([]);
});

/** Made once a module, a logger or a load, not once a call. */
const RARELY_MADE = [
  /\/module\.ts$/,
  /^src\/main\.ts$/,
  /^src\/dialplan\/loader\.ts$/,
  /^src\/pbx\/services\/(?:config-files|logging\/logging)\.ts$/,
  /^src\/integrations\/ami\/actions\/setvar\.ts$/,
  /^src\/features\/conference\/meetme\/meetme-keeper\.ts$/,
];

test('objects that calls make have no getters of their own: each makes a shape that keeps the call in memory', () => {
  const found = places(/^ {4,}get \w+\(\)/, (path) => RARELY_MADE.some((pattern) => pattern.test(path)));
  expect(found).toEqual([]);
});

test('timers and the time of day come from base/clock only', () => {
  const found = places(
    /\b(?:setTimeout|setInterval|Date\.now|performance\.now)\s*\(|\bnew Date\(\)/,
    (path) => path === 'src/base/clock.ts' || path.startsWith('src/media/worker/'),
  );
  expect(found).toEqual([]);
});

test('sockets are opened in net and the media worker only', () => {
  const found = places(
    /import (?!\{ (?:BlockList|isIP)).*from 'node:(?:net|dgram|tls|http|https|http2)'/,
    (path) => path.startsWith('src/net/') || path.startsWith('src/media/worker/') || path.startsWith('src/cli/'),
  );
  expect(found).toEqual([]);
});

test('child processes are started behind one port only', () => {
  expect(
    places(
      /from 'node:child_process'/,
      (path) => path === 'src/pbx/services/processes.ts' || path.startsWith('src/cli/'),
    ),
  ).toEqual([]);
});

test('the environment is read by the command line only', () => {
  expect(
    places(/\bprocess\.env\b/, (path) => path.startsWith('src/cli/') || path === 'src/pbx/services/processes.ts'),
  ).toEqual([]);
});

test('nothing is typed any, and no check is switched off', () => {
  expect(places(/:\s*any\b|\bas any\b|<any>|\bany\[\]/)).toEqual([]);
  const suppressed = sources.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) =>
      /@ts-(?:ignore|expect-error|nocheck)|biome-ignore/.test(line) ? [`${path}:${index + 1}`] : [],
    ),
  );
  expect(suppressed).toEqual([]);
});

test('nothing is called unfinished', () => {
  const found = sources.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) =>
      /\b(?:TODO|FIXME|XXX|HACK)\b(?!X)|\bnot implemented\b|\bfor now\b/.test(line) &&
      !/['"`].*(?:XXX|not implemented)/.test(line)
        ? [`${path}:${index + 1}`]
        : [],
    ),
  );
  expect(found).toEqual([]);
});

test('file names are in kebab case', () => {
  const found = sources
    .map(({ path }) => path)
    .filter((path) => path.split('/').some((part) => part !== '_lib' && !/^[a-z0-9][a-z0-9.-]*$/.test(part)));
  expect(found).toEqual([]);
});

test('no room is called utils, helpers or common', () => {
  expect(sources.map(({ path }) => path).filter((path) => /\b(?:utils?|helpers?|common)\b/.test(path))).toEqual([]);
});
