// `npm start`: sets up what is missing, then runs the first call's example, with a phone, until Ctrl-C.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installDependencies, installPackages, root, soundPackages } from './setup.mjs';

installDependencies();
installPackages(soundPackages);
const child = spawn(join(root, 'bin', 'asterism'), ['run', ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => {}); // the terminal sends it to the child as well, which decides
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
