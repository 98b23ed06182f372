import { recordAel } from './ael-recorder.ts';
import { recordAgi } from './agi-recorder.ts';
import { recordHeard } from './heard/heard-recorder.ts';
import { recordConformance } from './recorder.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const wanted = process.argv.slice(2);
const under = (folder: string): string[] =>
  wanted.filter((name) => name.startsWith(folder)).map((name) => name.slice(folder.length));
const [scripts, calls, scripted] = [under('agi/'), under('heard/'), under('ael/')];
const snippets = wanted.filter((name) => !/^(agi|heard|ael)\//.test(name));
if (wanted.length === 0 || snippets.length > 0) process.exitCode = await recordConformance(snippets, say);
if (wanted.length === 0 || scripts.length > 0) process.exitCode ||= await recordAgi(scripts, say);
if (wanted.length === 0 || calls.length > 0) process.exitCode ||= await recordHeard(calls, say);
if (wanted.length === 0 || scripted.length > 0) process.exitCode ||= await recordAel(scripted, say);
