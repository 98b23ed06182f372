// Builds dist/: plain JavaScript of src/, without types to strip, for the package.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { installDependencies, nodeBinary, root } from './setup.mjs';

installDependencies();
rmSync(join(root, 'dist'), { recursive: true, force: true });
const result = spawnSync(nodeBinary(), [join(root, 'node_modules/tsc7/bin/tsc'), '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
