// `npm start`: sets up what is missing, then runs the first call's example, with a phone, until Ctrl-C.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installDependencies, installPackages, root, soundPackages } from './setup.mjs';

installDependencies();
installPackages(soundPackages);
const child = spawn(join(root, 'bin', 'asterism'), ['run', ...process.argv.slice(2)], { stdio: 'inherit' });
const atTerminal = process.stdout.isTTY; // asked now: one that is closed is none
process.on('SIGTERM', () => child.kill('SIGTERM'));
// a terminal that is closed ends what runs in it; without one it is the request to reload
process.on('SIGHUP', () => child.kill(atTerminal ? 'SIGTERM' : 'SIGHUP'));
process.on('SIGINT', () => {}); // the terminal sends it to the child as well, which decides
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
