// `npm run example NAME`: sets up what is missing, then plays the story of one example: phones and servers of its own, on loopback.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installDependencies, installPackages, nodeBinary, peerPackages, root } from './setup.mjs';

const folder = join(root, 'examples');
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(join(folder, entry.name)).includes('story.ts'))
  .map((entry) => entry.name);
const [name = ''] = process.argv.slice(2);
if (!names.includes(name)) {
  process.stderr.write(`usage: npm run example NAME\nNAME is one of: ${names.join(', ')}\n`);
  process.exit(2);
}
installDependencies();
installPackages(peerPackages);
const result = spawnSync(nodeBinary(), [join(folder, 'kit', 'play.ts'), name], { stdio: 'inherit' });
process.exit(result.status ?? 1);
