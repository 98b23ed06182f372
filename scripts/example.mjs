// `npm run example` lists the stories; `npm run example NAME` sets up what is missing, then plays the story of one example: phones and servers of its own, on loopback. `-- --phones KIND` says which phones.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { handOver, installDependencies, installPackages, nodeBinary, peerPackages, root } from './setup.mjs';

const folder = join(root, 'examples');
const names = readdirSync(folder, { withFileTypes: true })
  .filter(
    (entry) =>
      entry.isDirectory() && entry.name !== 'kit' && readdirSync(join(folder, entry.name)).includes('story.ts'),
  )
  .map((entry) => entry.name);
const [name = '', ...options] = process.argv.slice(2);
if (!names.includes(name)) {
  const width = Math.max(...names.map((one) => one.length));
  // read, not imported: that would need the Node and the dependencies that are perhaps not here yet
  const title = (one) => /^ {2}title: '(.*)',$/m.exec(readFileSync(join(folder, one, 'story.ts'), 'utf8'))?.[1] ?? '';
  const list = names.map((one) => `  ${one.padEnd(width)}  ${title(one)}\n`).join('');
  const [out, code] = name === '' ? [process.stdout, 0] : [process.stderr, 2];
  out.write(
    `${name === '' ? '' : `there is no story ${name}\n`}usage: npm run example NAME [-- --phones baresip|asterism], with NAME one of:\n${list}`,
  );
  process.exit(code);
}
installDependencies();
installPackages(peerPackages);
handOver(nodeBinary(), [join(folder, 'kit', 'play.ts'), name, ...options]);
