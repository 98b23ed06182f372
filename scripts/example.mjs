// `npm run example NAME`: sets up what is missing, then plays the story of one example: phones and servers of its own, on loopback.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { handOver, installDependencies, installPackages, nodeBinary, peerPackages, root } from './setup.mjs';

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
handOver(nodeBinary(), [join(folder, 'kit', 'play.ts'), name]);
