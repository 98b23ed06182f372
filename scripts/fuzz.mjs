// `npm run fuzz [-- SECONDS [TARGET…]]`: feeds the parsers of what comes from outside with random and mutated frames. See test/fuzz/run.ts.
import { join } from 'node:path';
import { handOver, installDependencies, nodeBinary, root } from './setup.mjs';

installDependencies();
handOver(nodeBinary(), [join(root, 'test', 'fuzz', 'run.ts'), ...process.argv.slice(2)], { cwd: root });
