import { recordConformance } from './recorder.ts';

process.exitCode = await recordConformance(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
