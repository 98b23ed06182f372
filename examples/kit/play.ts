// Plays one story in this terminal: node play.ts NAME [--phones KIND]. Exit code 0 if all of it happened, 3 where a program that it needs is missing.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { missingPhones, phoneKinds, usualPhones } from './phone-kind.ts';
import { missingPackages, playStory, type Story } from './story.ts';

const { values, positionals } = parseArgs({ options: { phones: { type: 'string' } }, allowPositionals: true });
const [name = ''] = positionals;
const { phones: wanted = usualPhones } = values;
const phones = phoneKinds.find((kind) => kind === wanted);
if (phones === undefined) {
  process.stderr.write(`there are no phones ${wanted}: it is --phones ${phoneKinds.join(' or --phones ')}\n`);
  process.exit(2);
}
const file = pathToFileURL(join(import.meta.dirname, '..', name, 'story.ts')).href;
const { story } = (await import(file)) as { readonly story: Story };
const missing = [...missingPackages(story), ...missingPhones(phones)];
if (missing.length > 0) {
  process.stderr.write(`this story needs ${missing.join(' and ')}: apt-get install ${missing.join(' ')}\n`);
  process.exit(3);
}
try {
  const steps = await playStory(name, story, (line) => process.stdout.write(`${line}\n`), phones);
  process.stdout.write(`\n${steps.length} steps, all as the story tells\n`);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
