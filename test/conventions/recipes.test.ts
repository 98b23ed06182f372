import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApplicationDefinition } from '../../src/extend/define-application.ts';
import { contribute } from '../../src/extend/kind.ts';
import { applicationKind } from '../../src/extend/kinds.ts';
import { openTestPbx } from '../support/test-pbx.ts';
import { root } from './source-files.ts';

/** The files of CONTRIBUTING.md: each block of code begins with a comment that names its path. */
const recipes = [...readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(
  ([, code = '']) => ({ path: /^\/\/ (\S+)$/m.exec(code)?.[1] ?? '', code }),
);
const folder = join(root, '.cache', 'recipes');

beforeAll(() => {
  for (const { path, code } of recipes) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), code);
  }
  // with both as roots, an import finds its file beside the recipe or in the sources
  const options = { rootDirs: [folder, root], rewriteRelativeImportExtensions: false, noEmit: true };
  const project = { extends: join(root, 'tsconfig.json'), compilerOptions: options, include: ['**/*.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the code of CONTRIBUTING.md fits the sources', { timeout: 90_000 }, () => {
  expect(recipes.length).toBeGreaterThan(5);
  expect(recipes.filter(({ path }) => !/^(?:src|test|examples)\/.+\.ts$/.test(path))).toEqual([]);
  const checked = spawnSync(process.execPath, [join(root, 'node_modules/tsc7/bin/tsc'), '-p', folder], {
    encoding: 'utf8',
  });
  expect(checked.stdout).toBe('');
  expect(checked.status).toBe(0);
});

test('the application of CONTRIBUTING.md does what its test says', async () => {
  const skip = recipes.find(({ path }) => path.endsWith('/skip.ts'));
  const copy = join(folder, 'skip-alone.ts');
  writeFileSync(copy, (skip?.code ?? '').replaceAll("'../../", `'${pathToFileURL(root).href}/src/`));
  const { application } = (await import(pathToFileURL(copy).href)) as { application: ApplicationDefinition };
  const extensions = '[default]\nexten => 1,1,Skip(1)\n same => n,NoOp(left out)\n same => n,NoOp(reached)\n';
  await using pbx = await openTestPbx({
    config: { 'extensions.conf': extensions },
    contributions: contribute(applicationKind, [application]),
  });
  await pbx.finish(pbx.call('alice', '1'));
  expect(pbx.log.steps).toEqual(['1@default:1 Skip(1)', '1@default:3 NoOp(reached)']);
});
