// Builds dist/, for the package: dist/app holds the program as a few files of plain JavaScript, since each of a thousand
// modules costs memory and time at the start; dist/clients holds the libraries with their types.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { installDependencies, nodeBinary, root } from './setup.mjs';

installDependencies();
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });

/** What is started or looked up by its file's name: the command line, the workers' entries, and each room's diagnostic codes. */
function entries() {
  const found = { main: join(root, 'src/cli/main.ts') };
  for (const path of readdirSync(join(root, 'src'), { recursive: true })) {
    if (path.endsWith('-worker.ts')) found[basename(path, '.ts')] = join(root, 'src', path);
    else if (basename(path) === 'codes.ts') found[path.slice(0, -'.ts'.length)] = join(root, 'src', path);
  }
  return found;
}

const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { rolldown } = await import('rolldown');
const bundle = await rolldown({
  input: entries(),
  platform: 'node',
  external: Object.keys({ ...dependencies, ...optionalDependencies }).map((name) => new RegExp(`^${name}($|/)`)),
});
await bundle.write({
  dir: join(dist, 'app'),
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  // The text of the program stays in memory: without comments, and with a byte a character, which one … would make two.
  comments: false,
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
});
await bundle.close();
const result = spawnSync(nodeBinary(), [join(root, 'node_modules/tsc7/bin/tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
