// Checks the Node version in one line, turns the compile cache on, and imports the command line:
// the built one of an installed package (or where ASTERISM_BUILT asks for it), or the sources of a checkout.
import { existsSync } from 'node:fs';
import module from 'node:module';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(`asterism: Node 24 or newer is needed, this is ${process.version}\n`);
  process.exit(1);
}
module.enableCompileCache?.();
const source = new URL('../src/cli/main.ts', import.meta.url);
const built = new URL('../dist/app/main.js', import.meta.url);
const { main } = await import(existsSync(source) && !process.env.ASTERISM_BUILT ? source.href : built.href);
process.exit(await main(process.argv.slice(2)));
