// `npm run bench [-- ROW…]`: builds the package and measures it against a real Asterisk. See bench/run.ts.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { handOver, installDependencies, installPackages, nodeBinary, root } from './setup.mjs';

installDependencies();
installPackages(['sip-tester', 'util-linux']);
const build = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' });
if (build.status !== 0) process.exit(1);
handOver(nodeBinary(), [join(root, 'bench', 'run.ts'), ...process.argv.slice(2)], { cwd: root });
