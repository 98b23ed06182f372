// Checks the Node version in one line, turns the compile cache on, and imports the command line:
// the built one of an installed package (or where ASTERISM_BUILT asks for it), or the sources of a checkout.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(`asterism: Node 24 or newer is needed, this is ${process.version}\n`);
  process.exit(1);
}
const source = new URL('../src/cli/main.ts', import.meta.url);
// Node's own choice lies in /tmp, where somebody else could have put code for us to run. Without a home there is no cache.
const { XDG_CACHE_HOME: caches, HOME: home } = process.env;
const cache = existsSync(source)
  ? fileURLToPath(new URL('../.cache/compile', import.meta.url))
  : caches
    ? join(caches, 'asterism')
    : home && join(home, '.cache/asterism');
if (cache) module.enableCompileCache(cache);
const built = new URL('../dist/app/main.js', import.meta.url);
const { main } = await import(existsSync(source) && !process.env.ASTERISM_BUILT ? source.href : built.href);
process.exit(await main(process.argv.slice(2)));
