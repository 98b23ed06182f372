// `npm run record-conformance [-- NAME…]`: plays the snippets of test/conformance/snippets on a real Asterisk and stores what came out.
import { join } from 'node:path';
import { handOver, installDependencies, nodeBinary, root } from './setup.mjs';

installDependencies();
handOver(nodeBinary(), [join(root, 'test', 'conformance', 'record.ts'), ...process.argv.slice(2)], { cwd: root });
