import { recordAgi } from './agi-recorder.ts';
import { recordConformance } from './recorder.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const wanted = process.argv.slice(2);
const scripts = wanted.filter((name) => name.startsWith('agi/')).map((name) => name.slice('agi/'.length));
const snippets = wanted.filter((name) => !name.startsWith('agi/'));
if (wanted.length === 0 || snippets.length > 0) process.exitCode = await recordConformance(snippets, say);
if (wanted.length === 0 || scripts.length > 0) process.exitCode ||= await recordAgi(scripts, say);
