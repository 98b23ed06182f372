import { parseArguments, type Request, type RunOptions } from './arguments.ts';
import type { Output } from './output.ts';

const USAGE = `usage:
  asterism run [--config DIR | -C FILE] [--state DIR] [-v…] [-c]
      Runs a PBX on the configuration files of DIR (or beside FILE, an asterisk.conf); without either, the example first-call.
  asterism [--config DIR | -C FILE] [--state DIR] -r
      A console on the running one.
  asterism [--config DIR | -C FILE] [--state DIR] -rx 'COMMAND'
      Runs one console command there and prints what it says.
  asterism check DIR [--json] [--fix]
      Says what is wrong with the configuration files of DIR.
  asterism explain [CODE]
      Says more about a diagnostic.
  asterism phone NAME
      A SIP phone on this terminal.
  asterism home DIR
      Connects a smart home with the telephones of this or any Asterisk.
  asterism --version | --help

Asterisk's own flags are understood: -f -c -g -n -p -q -v -d -T -X -F -C -U -G -s -V -h. Without 'run', -f or -c it starts
in the background and returns once it is up.

exit codes: 0 all went well; 1 it failed, or nothing runs there; 2 the command line is wrong.
`;

/** Runs a command line. @param argv the words after the program's name. @returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const request = parseArguments(argv);
  return dispatch(request, terminalOutput());
}

async function dispatch(request: Request, output: Output): Promise<number> {
  switch (request.kind) {
    case 'help':
      output.out(USAGE);
      return 0;
    case 'wrong':
      output.err(`asterism: ${request.message}\n${USAGE}`);
      return 2;
    case 'version': {
      const { programVersion, compatibleVersion } = await import('../base/version.ts');
      output.out(
        request.plain
          ? `Asterism ${programVersion()}\n`
          : `Asterisk ${compatibleVersion} (Asterism ${programVersion()})\n`,
      );
      return 0;
    }
    case 'remote':
      return remote(request.options, request.command, output);
    case 'run':
      if (request.options.background)
        return (await import('./background.ts')).startInBackground(request.options, output);
      return (await import('./run.ts')).run(request.options, output);
    case 'tool':
      if (request.tool === 'check') return (await import('./check.ts')).check(request.args, output);
      if (request.tool === 'explain') return (await import('./explain.ts')).explain(request.args, output);
      if (request.tool === 'home') return (await import('./home.ts')).home(request.args, output);
      return (await import('./phone.ts')).phone(request.args, output);
  }
}

async function remote(options: RunOptions, command: string | undefined, output: Output): Promise<number> {
  const path = options.socket ?? (await import('./control-path.ts')).controlPath(options);
  if (command !== undefined) return (await import('./remote-command.ts')).remoteCommand(path, command, output);
  return (await import('./console.ts')).runConsole(path, options, output);
}

function terminalOutput(): Output {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {}); // a reader that went away ends nothing
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colour: process.stdout.isTTY === true && !process.env['NO_COLOR'],
  };
}
